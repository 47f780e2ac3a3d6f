import { BODY, box, CLOTH, type Drawing, ellipse, line, path, shadow, WOOD } from './drawing'

const chair: Drawing = ({ light, main, dark, deep }) =>
  [
    shadow(204, 92),
    line('M146 214l-14 104', deep, 11),
    line('M258 214l10 104', deep, 11),
    line('M138 268h126', dark, 7),
    line('M140 212L128 74', main, 12),
    line('M262 212l12-138', main, 12),
    path('M122 76c44-16 114-16 158 0l-3 44c-40-14-112-14-152 0z', BODY),
    ...[164, 200, 238].map((x) => line(`M${x} 112l${(x - 200) * -0.06} 94`, dark, 6)),
    path('M116 214c10-20 158-20 170 0l6 20c0 8-182 8-182 0z', BODY),
    path('M118 212c12-16 154-16 166 0 0 8-166 8-166 0z', light),
    line('M122 236L108 318', main, 12),
    line('M280 236l14 82', main, 12),
  ].join('')

const armchair: Drawing = ({ pale, light, dark, deep }) =>
  [
    shadow(200, 128),
    ...[118, 282].map((x) => line(`M${x} 286l${x < 200 ? -6 : 6} 30`, WOOD, 12)),
    path('M96 214c-8-96 36-132 104-132s112 36 104 132z', BODY),
    path('M124 210c-4-66 22-96 76-96s80 30 76 96z', light, 'opacity=".35"'),
    path('M116 214c0-18 168-18 168 0v48H116z', CLOTH),
    path('M114 216c16-14 156-14 172 0 4 22-176 22-172 0z', light),
    path('M70 206c-4-34 50-38 54 0v62h152v-62c4-38 58-34 54 0l-8 76c-2 14-10 18-22 18H100c-12 0-20-4-22-18z', BODY),
    path('M124 262h152v18H124z', deep, 'opacity=".22"'),
    path('M82 206c2-12 16-16 26-8', 'none', `stroke="${pale}" stroke-width="7" stroke-linecap="round" opacity=".7"`),
    path('M142 140c6-12 18-20 32-22', 'none', `stroke="${pale}" stroke-width="7" stroke-linecap="round" opacity=".6"`),
    line('M200 116v86', dark, 2.5, 'opacity=".4"'),
  ].join('')

const stool: Drawing = ({ light, main, dark, deep }) =>
  [
    shadow(200, 86),
    line('M200 176v128', deep, 13),
    line('M152 176l-30 140', main, 14),
    line('M248 176l30 140', main, 14),
    line('M136 256c30 16 98 16 128 0', dark, 8),
    path('M112 158c0-22 176-22 176 0v12c0 22-176 22-176 0z', BODY),
    ellipse([200, 157, 88, 17], light),
    ellipse([200, 157, 62, 11], 'none', `stroke="${dark}" stroke-width="2" opacity=".4"`),
    ellipse([200, 157, 34, 6], 'none', `stroke="${dark}" stroke-width="2" opacity=".4"`),
    ...[158, 200, 242].map((x) => ellipse([x, 157 + (x === 200 ? -8 : 4), 7, 3], deep, 'opacity=".6"')),
  ].join('')

const sofa: Drawing = ({ pale, light, dark, deep, main }) =>
  [
    shadow(200, 176),
    ...[60, 340].map((x) => line(`M${x} 292l${x < 200 ? -4 : 4} 24`, WOOD, 11)),
    path('M52 236c-8-70 6-92 34-94h228c28 2 42 24 34 94z', BODY),
    path('M64 224c-4-48 4-66 24-68h106v68z', light, 'opacity=".5"'),
    path('M336 224c4-48-4-66-24-68H206v68z', light, 'opacity=".5"'),
    path('M58 226c4-14 136-14 140 0v36H58z', light),
    path('M202 226c4-14 136-14 140 0v36H202z', light),
    path('M58 238h140v24H58zM202 238h140v24H202z', dark, 'opacity=".22"'),
    path('M20 214c-2-28 42-32 44 0v46h272v-46c2-32 46-28 44 0l-6 74c0 10-6 12-14 12H40c-8 0-14-2-14-12z', BODY),
    path('M64 262h272v12H64z', deep, 'opacity=".2"'),
    path('M88 172l62-10 12 58-66 8z', '#f0e3cc'),
    line('M96 186l58-8M99 202l58-8', main, 4, 'opacity=".8"'),
    path('M30 212c2-10 14-13 22-6', 'none', `stroke="${pale}" stroke-width="6" stroke-linecap="round" opacity=".7"`),
  ].join('')

const rocker: Drawing = ({ light, main, dark, deep }) =>
  [
    shadow(200, 122, 8),
    line('M78 292c60 34 190 34 256-8', main, 12),
    line('M136 214l-20 92', deep, 10),
    line('M262 220l16 86', deep, 10),
    line('M138 216L112 62', main, 12),
    line('M176 210L156 56', main, 12),
    line('M112 64c14-10 30-14 44-8', main, 12),
    ...[88, 118, 148, 178].map((y, i) => line(`M${118 + i * 4} ${y}l42-6`, dark, 6)),
    line('M150 150h112c14 0 18 8 16 18', main, 11),
    line('M272 164l-12 54', main, 10),
    path('M128 206c10-12 138-8 152 6l4 16c0 8-154 4-158-6z', BODY),
    ...Array.from({ length: 9 }, (_, i) => line(`M${142 + i * 15} 208l4 14`, light, 4, 'opacity=".8"')),
    box([128, 216, 154, 6, 3], deep, 'opacity=".18"'),
  ].join('')

/** The pictures of what one sits on. */
export const seating: Readonly<Record<string, Drawing>> = {
  'sorrel-chair': chair,
  'burrow-armchair': armchair,
  'tripod-stool': stool,
  'meadow-sofa': sofa,
  'lull-rocker': rocker,
}
