import { BODY, box, type Drawing, ellipse, line, path, STEEL, shadow } from './drawing'

const GLOW = 'url(#glow)'

const alba: Drawing = ({ dark, deep, pale }) =>
  [
    ellipse([200, 170, 170, 150], GLOW),
    shadow(200, 74),
    box([193, 176, 14, 40, 4], '#7c6a52'),
    path('M160 220c0-18 80-18 80 0 22 22 30 62 16 84-8 12-20 14-30 14h-52c-10 0-22-2-30-14-14-22-6-62 16-84z', BODY),
    path('M150 236c-14 20-16 44-8 62', 'none', `stroke="${pale}" stroke-width="8" stroke-linecap="round" opacity=".6"`),
    path('M144 300c30 12 82 12 112 0-6 14-20 18-30 18h-52c-10 0-24-4-30-18z', deep, 'opacity=".3"'),
    path('M146 78h108l36 110H110z', 'url(#shade)'),
    path('M110 188h180l2 7H108z', dark, 'opacity=".25"'),
    line('M254 308c40 14 64 4 96 10', '#4a4038', 3.5),
  ].join('')

const orbit: Drawing = ({ main, dark, deep, pale }) =>
  [
    path('M110 214L40 400h320L290 214z', 'url(#beam)'),
    line('M200 0v96', '#3d352e', 4),
    box([186, 88, 28, 26, 6], deep),
    path('M92 214c0-66 48-106 108-106s108 40 108 106z', BODY),
    path('M120 186c10-32 30-52 54-60', 'none', `stroke="${pale}" stroke-width="9" stroke-linecap="round" opacity=".6"`),
    ellipse([200, 214, 108, 17], dark),
    ellipse([200, 215, 96, 13], '#fff3d4'),
    ellipse([200, 218, 26, 17], '#fffaf0'),
    ellipse([200, 214, 108, 17], 'none', `stroke="${main}" stroke-width="4"`),
  ].join('')

const heron: Drawing = ({ main, dark, pale }) =>
  [
    path('M246 132l-22 190h164l-66-190z', 'url(#beam)'),
    shadow(138, 66),
    ellipse([138, 312, 58, 9], dark),
    ellipse([138, 308, 58, 9], main),
    line('M138 306V118c0-64 132-78 150-18', main, 8),
    line('M136 300V120', pale, 2.5, 'opacity=".8"'),
    path('M240 128c0-32 22-46 46-46s46 14 46 46z', BODY),
    ellipse([286, 128, 46, 8], '#fff3d4'),
    box([279, 72, 14, 14, 4], dark),
    ellipse([138, 194, 7, 7], dark),
  ].join('')

const ember: Drawing = ({ main, dark, deep, light }) =>
  [
    ellipse([200, 222, 150, 140], GLOW),
    shadow(200, 70),
    line('M150 128c0-82 100-82 100 0', dark, 7),
    path('M150 146h100l14 146H136z', '#fff1cf', 'opacity=".92"'),
    ellipse([200, 232, 26, 40], '#ffd98a'),
    ellipse([200, 244, 13, 22], '#fffaf0'),
    ...[150, 198, 248].map((x) => box([x - 3, 140, 7, 160, 3], deep, 'opacity=".85"')),
    path('M138 148c4-30 120-30 124 0z', BODY),
    box([134, 144, 132, 12, 6], main),
    path('M132 290h136l8 28H124z', BODY),
    box([132, 286, 136, 9, 4], light),
  ].join('')

const wren: Drawing = ({ main, dark, deep, pale }) =>
  [
    path('M262 178l-92 142h196l-32-120z', 'url(#beam)'),
    shadow(142, 74),
    ellipse([142, 312, 62, 10], deep),
    ellipse([142, 306, 62, 10], main),
    line('M142 304L104 196', STEEL, 9),
    line('M104 196L238 112', STEEL, 9),
    ellipse([104, 196, 12, 12], dark),
    ellipse([142, 300, 12, 10], dark),
    ellipse([238, 112, 12, 12], dark),
    path('M238 98l86 78c6 8-44 62-56 54l-50-98c-4-10 8-38 20-34z', BODY),
    path('M324 176c6 8-44 62-56 54-6-8 44-60 56-54z', '#fff3d4'),
    path('M246 116l40 36', 'none', `stroke="${pale}" stroke-width="6" stroke-linecap="round" opacity=".6"`),
  ].join('')

/** The pictures of lamps. */
export const lighting: Readonly<Record<string, Drawing>> = {
  'alba-lamp': alba,
  'orbit-pendant': orbit,
  'heron-lamp': heron,
  'ember-lantern': ember,
  'wren-lamp': wren,
}
