import { BODY, box, type Drawing, ellipse, line, path, shadow } from './drawing'

const LEAF = '#5d7d4b'
const LEAF_DARK = '#456339'
const LEAF_LIGHT = '#86a46a'

/** A frond that leaves a point to one side: a stem with leaflets. */
function frond(x: number, y: number, dx: number, dy: number, fill: string): string {
  const at = (t: number) => [x + dx * t, y + dy * (1 - (1 - t) ** 2) + 46 * t ** 3] as const
  const leaves = Array.from({ length: 11 }, (_, i) => {
    const t = 0.16 + i * 0.078
    const [lx, ly] = at(t)
    const size = 25 * (1 - t * 0.72)
    return [-1, 1]
      .map(
        (side) =>
          `<ellipse cx="${lx.toFixed(1)}" cy="${(ly + side * size * 0.42).toFixed(1)}" rx="${(size * 0.26).toFixed(1)}" ry="${(size * 0.6).toFixed(1)}" fill="${fill}" transform="rotate(${(dx > 0 ? -1 : 1) * side * -32} ${lx.toFixed(1)} ${ly.toFixed(1)})"/>`,
      )
      .join('')
  })
  const [ex, ey] = at(1)
  const [mx, my] = at(0.5)
  return line(`M${x} ${y}Q${mx} ${my - 12} ${ex} ${ey}`, LEAF_DARK, 3) + leaves.join('')
}

const fern: Drawing = ({ light, dark, deep }) =>
  [
    shadow(200, 80),
    frond(196, 226, -138, -66, LEAF_DARK),
    frond(204, 226, 138, -66, LEAF_DARK),
    frond(198, 224, -104, -134, LEAF),
    frond(202, 224, 104, -134, LEAF),
    frond(199, 222, -44, -166, LEAF_LIGHT),
    frond(201, 222, 48, -162, LEAF),
    path('M138 232h124l-16 74c-2 8-8 12-16 12h-60c-8 0-14-4-16-12z', BODY),
    box([130, 216, 140, 26, 7], BODY),
    box([138, 242, 124, 8, 2], deep, 'opacity=".3"'),
    path('M154 258l8 48', 'none', `stroke="${light}" stroke-width="6" stroke-linecap="round" opacity=".6"`),
    ellipse([200, 218, 58, 7], dark, 'opacity=".5"'),
  ].join('')

const pot = (x: number, { light, deep }: Parameters<Drawing>[0]): string =>
  [
    path(`M${x} 262h82l-10 48c-1 6-5 8-10 8H${x + 20}c-5 0-9-2-10-8z`, BODY),
    box([x - 5, 250, 92, 17, 5], BODY),
    box([x, 267, 82, 5, 2], deep, 'opacity=".3"'),
    line(`M${x + 13} 277l5 30`, light, 4, 'opacity=".6"'),
  ].join('')

const spines = (points: readonly (readonly [number, number])[]): string =>
  points
    .map(([x, y]) => line(`M${x - 4} ${y - 3}l8 6M${x + 4} ${y - 3}l-8 6`, '#e8e2c8', 1.6, 'opacity=".85"'))
    .join('')

const cacti: Drawing = (shades) =>
  [
    shadow(200, 150),
    path('M72 252V128c0-34 56-34 56 0v124z', LEAF),
    line('M86 128v120M100 112v136M114 128v120', LEAF_DARK, 3, 'opacity=".7"'),
    line('M128 196c30 4 26-28 26-42', LEAF, 21),
    spines([
      [93, 150],
      [107, 176],
      [93, 206],
      [107, 232],
      [154, 160],
    ]),
    ellipse([200, 212, 44, 44], LEAF_LIGHT),
    ...[-24, 0, 24].map((dx) => line(`M${200 + dx * 0.3} 170q${dx * 1.6} 42 ${dx * 0.2} 84`, LEAF, 3, 'opacity=".8"')),
    spines([
      [184, 196],
      [216, 204],
      [192, 230],
      [220, 236],
    ]),
    ...[0, 72, 144, 216, 288].map(
      (turn) => `<ellipse cx="200" cy="156" rx="6" ry="13" fill="#e7a39b" transform="rotate(${turn} 200 167)"/>`,
    ),
    ellipse([200, 167, 6, 6], '#f2d48a'),
    ellipse([300, 192, 36, 62], LEAF_DARK),
    `<ellipse cx="330" cy="150" rx="20" ry="32" fill="${LEAF}" transform="rotate(28 330 150)"/>`,
    `<ellipse cx="274" cy="144" rx="17" ry="27" fill="${LEAF}" transform="rotate(-24 274 144)"/>`,
    spines([
      [300, 170],
      [288, 200],
      [312, 214],
      [332, 146],
      [272, 140],
    ]),
    pot(59, shades),
    pot(159, shades),
    pot(259, shades),
  ].join('')

const can: Drawing = ({ pale, dark, deep, main }) =>
  [
    shadow(186, 112),
    line('M252 206c74-4 66 92 2 92', dark, 12),
    line('M118 190c6-54 88-66 116-6', main, 11),
    path('M124 262L46 138l14-10 78 92z', dark),
    path('M36 148l34-28-6-12-38 30z', deep),
    path('M112 186h142l12 116c0 12-8 16-18 16H120c-10 0-18-4-18-16z', BODY),
    ellipse([183, 186, 71, 13], dark),
    ellipse([183, 187, 60, 9], deep, 'opacity=".6"'),
    path('M110 282h154l2 20c0 12-8 16-18 16H120c-10 0-18-4-18-16z', deep, 'opacity=".22"'),
    path('M128 210l-8 62', 'none', `stroke="${pale}" stroke-width="8" stroke-linecap="round" opacity=".6"`),
  ].join('')

const vase: Drawing = ({ pale, deep, dark }) =>
  [
    shadow(200, 60),
    line('M198 150C190 110 168 84 146 62', LEAF_DARK, 4),
    line('M202 150c2-50 14-82 34-108', LEAF_DARK, 4),
    line('M200 150V70', LEAF_DARK, 4),
    ...[
      [146, 58],
      [237, 38],
      [200, 62],
    ].flatMap(([x, y]) => [
      ...[0, 60, 120, 180, 240, 300].map(
        (turn) =>
          `<ellipse cx="${x}" cy="${y! - 15}" rx="8" ry="14" fill="#f3e6d2" transform="rotate(${turn} ${x} ${y})"/>`,
      ),
      ellipse([x!, y!, 8, 8], '#d7a13f'),
    ]),
    `<ellipse cx="176" cy="104" rx="7" ry="17" fill="${LEAF}" transform="rotate(-58 176 104)"/>`,
    `<ellipse cx="224" cy="92" rx="7" ry="17" fill="${LEAF_LIGHT}" transform="rotate(54 224 92)"/>`,
    path('M176 146h48c0 34 30 62 30 112 0 40-16 60-34 60h-40c-18 0-34-20-34-60 0-50 30-78 30-112z', BODY),
    ...[-28, -14, 0, 14, 28].map((dx) =>
      line(`M${200 + dx * 0.55} 158q${dx * 1.3} 76 ${dx * 0.35} 152`, dark, 2.5, 'opacity=".4"'),
    ),
    ellipse([200, 147, 24, 5], deep),
    path('M162 230c-6 22-4 44 4 62', 'none', `stroke="${pale}" stroke-width="6" stroke-linecap="round" opacity=".6"`),
  ].join('')

/** The pictures of what grows, and of what helps it. */
export const garden: Readonly<Record<string, Drawing>> = {
  'potted-fern': fern,
  'cactus-trio': cacti,
  'brook-can': can,
  'reed-vase': vase,
}
