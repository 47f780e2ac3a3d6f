import { BODY, box, type Drawing, ellipse, line, path, STEEL, shadow, WOOD } from './drawing'

const kettle: Drawing = ({ light, dark, deep }) =>
  [
    shadow(196, 112),
    line('M118 178C112 96 160 74 200 74s88 22 82 104', '#3a2d22', 13),
    line('M150 84C166 72 234 72 250 84', WOOD, 20),
    path('M268 214c34-6 44-36 66-46l8 12c-14 18-22 66-70 72z', dark),
    path('M112 186c0-32 176-32 176 0 12 30 24 74 18 112-2 14-14 20-30 20H124c-16 0-28-6-30-20-6-38 6-82 18-112z', BODY),
    ellipse([200, 182, 86, 20], light),
    ellipse([200, 180, 66, 14], dark, 'opacity=".35"'),
    path('M138 178c0-30 124-30 124 0 0 12-124 12-124 0z', BODY),
    ellipse([200, 148, 15, 13], WOOD),
    path('M124 208c-12 30-16 62-12 88', 'none', 'stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".35"'),
    path('M98 300h204c0 12-12 18-28 18H126c-16 0-28-6-28-18z', deep, 'opacity=".35"'),
  ].join('')

const teapot: Drawing = ({ pale, light, dark, deep }) =>
  [
    shadow(200, 116),
    line('M292 206c56-14 62 72-6 76', dark, 17),
    path('M124 232c-36-4-40-42-64-50l-8 16c24 18 20 66 78 74z', dark),
    path('M110 240c0-56 40-82 92-82s92 26 92 82c0 50-32 78-64 78h-56c-32 0-64-28-64-78z', BODY),
    ellipse([202, 164, 52, 12], deep, 'opacity=".4"'),
    path('M150 162c0-24 104-24 104 0 0 10-104 10-104 0z', BODY),
    ellipse([202, 136, 13, 12], light),
    path('M132 216c4-22 18-36 36-42', 'none', `stroke="${pale}" stroke-width="9" stroke-linecap="round" opacity=".8"`),
    path('M116 262c30 16 142 16 174 0-6 36-32 56-60 56h-56c-28 0-52-20-58-56z', deep, 'opacity=".18"'),
  ].join('')

const press: Drawing = ({ main, dark, deep }) =>
  [
    shadow(200, 84),
    line('M262 152c54-4 54 122 0 118', deep, 13),
    box([140, 120, 120, 190, 10], '#eaf0ee', 'opacity=".8"'),
    box([144, 194, 112, 112, 8], '#4b2e20'),
    box([144, 194, 112, 14, 6], '#9a6a42'),
    box([148, 126, 12, 176, 6], '#ffffff', 'opacity=".55"'),
    box([132, 142, 136, 9, 4], STEEL),
    box([132, 292, 136, 9, 4], STEEL),
    ...[136, 198, 256].map((x) => box([x, 146, 8, 164, 4], main)),
    path('M134 122c0-26 132-26 132 0z', STEEL),
    path('M140 122l-22-12 4-8 26 10z', dark),
    box([196, 66, 8, 46, 4], STEEL),
    ellipse([200, 62, 17, 15], deep),
    box([130, 306, 140, 12, 6], dark),
  ].join('')

const mug = (x: number, y: number, { light, main, dark, deep }: Parameters<Drawing>[0]): string =>
  [
    line(`M${x + 84} ${y + 22}c38-6 38 52-2 48`, dark, 11),
    path(`M${x} ${y}h90v62c0 22-12 32-26 32H${x + 26}c-14 0-26-10-26-32z`, BODY),
    path(`M${x} ${y + 46}c30 12 60-8 90 4v12c0 22-12 32-26 32H${x + 26}c-14 0-26-10-26-32z`, deep, 'opacity=".3"'),
    ellipse([x + 45, y, 45, 9], light),
    ellipse([x + 45, y + 1, 37, 6], main),
    ellipse([x + 45, y + 1, 37, 6], deep, 'opacity=".5"'),
  ].join('')

const mugs: Drawing = (shades) =>
  [shadow(204, 132), mug(94, 226, shades), mug(206, 226, shades), mug(108, 128, shades), mug(216, 130, shades)].join('')

const bowl = (y: number, half: number, deep_y: number, { pale, main, deep }: Parameters<Drawing>[0]): string =>
  [
    path(
      `M${200 - half} ${y}c0 ${deep_y} ${half * 0.5} ${deep_y * 1.32} ${half} ${deep_y * 1.32}s${half}-${deep_y * 0.32} ${half}-${deep_y * 1.32}z`,
      BODY,
    ),
    ellipse([200, y, half, half * 0.17], pale),
    ellipse([200, y + 2, half - 9, half * 0.13], main),
    ellipse([200, y + 5, half - 16, half * 0.09], deep, 'opacity=".35"'),
  ].join('')

const bowls: Drawing = (shades) =>
  [
    shadow(200, 96),
    box([160, 306, 80, 12, 5], shades.dark),
    bowl(214, 132, 74, shades),
    bowl(170, 98, 56, shades),
    bowl(136, 66, 40, shades),
    ellipse([186, 132, 12, 8], '#6d7a45'),
    ellipse([206, 134, 12, 8], '#5a6739'),
    ellipse([222, 131, 10, 7], '#7d8a52'),
  ].join('')

const board: Drawing = () =>
  [
    shadow(200, 108, 8),
    path(
      'M176 62c0-16 48-16 48 0v46h34c16 0 24 8 24 24v162c0 16-8 24-24 24H142c-16 0-24-8-24-24V132c0-16 8-24 24-24h34z',
      WOOD,
    ),
    ellipse([200, 74, 9, 9], '#efe3d0'),
    ...[150, 174, 200, 226, 250].map((x, i) =>
      line(
        `M${x} ${116 + (i % 2) * 16}c${i % 2 ? 8 : -8} 60 ${i % 2 ? -6 : 6} 120 0 190`,
        '#7d5a34',
        2.5,
        'opacity=".35"',
      ),
    ),
    box([136, 126, 128, 176, 12], 'none', 'stroke="#7d5a34" stroke-width="4" opacity=".35"'),
  ].join('')

/** The pictures of the kitchen. */
export const kitchen: Readonly<Record<string, Drawing>> = {
  'fenn-kettle': kettle,
  'ada-teapot': teapot,
  'morrow-press': press,
  'harbour-mugs': mugs,
  'tide-bowls': bowls,
  'grain-board': board,
}
