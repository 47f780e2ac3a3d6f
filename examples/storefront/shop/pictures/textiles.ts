import { BODY, box, CLOTH, type Drawing, ellipse, line, path, shadow } from './drawing'

const cushion: Drawing = ({ pale, light, dark, deep }) =>
  [
    shadow(200, 120),
    path(
      'M92 108c60 18 156 18 216 0 16-4 24 6 20 20-16 50-16 110 0 160 4 14-4 24-20 20-60-14-156-14-216 0-16 4-24-6-20-20 16-50 16-110 0-160-4-14 4-24 20-20z',
      BODY,
    ),
    ...Array.from({ length: 8 }, (_, i) =>
      line(`M${92 + (i % 2)} ${134 + i * 21}c36-14 72 14 108 0s72-14 108 0`, i % 2 ? pale : dark, 6, 'opacity=".5"'),
    ),
    path('M92 108c60 18 156 18 216 0', 'none', `stroke="${light}" stroke-width="4" opacity=".8"`),
    path('M92 308c60-14 156-14 216 0', 'none', `stroke="${deep}" stroke-width="4" opacity=".3"`),
  ].join('')

const throwing: Drawing = ({ pale, light, main, dark, deep }) =>
  [
    shadow(200, 126),
    box([84, 232, 232, 76, 20], BODY),
    box([84, 268, 232, 5, 2], deep, 'opacity=".3"'),
    box([92, 172, 216, 68, 20], CLOTH),
    box([92, 206, 216, 5, 2], deep, 'opacity=".25"'),
    box([100, 116, 200, 66, 20], BODY),
    box([100, 148, 200, 5, 2], deep, 'opacity=".2"'),
    ...[124, 156].map((x) => box([x, 116, 14, 192, 3], pale, 'opacity=".55"')),
    box([146, 116, 5, 192, 2], dark, 'opacity=".5"'),
    ...Array.from({ length: 13 }, (_, i) =>
      line(`M${226 + i * 7} 236c2 22-2 34 ${(i % 3) - 1} 58`, i % 2 ? light : main, 4),
    ),
    box([220, 172, 92, 68, 12], BODY),
  ].join('')

const rug: Drawing = ({ pale, light, main, dark, deep }) => {
  const steps = Array.from({ length: 5 }, (_, i) => {
    const inset = i * 20
    return path(
      `M${104 + inset * 1.1} ${128 + inset * 0.9}h${192 - inset * 2.2}l${46 - inset * 0.5} ${172 - inset * 1.8}H${58 + inset * 1.6}z`,
      [deep, main, pale, dark, light][i]!,
    )
  })
  const fringe = Array.from({ length: 24 }, (_, i) => [
    line(`M${62 + i * 12.2} 301l-2 14`, '#e9dec9', 3.5),
    line(`M${106 + i * 8.2} 128l1-10`, '#e9dec9', 2.5),
  ])
  return [ellipse([200, 308, 158, 16], '#2a2018', 'opacity=".12"'), ...fringe.flat(), ...steps].join('')
}

const towels: Drawing = ({ pale, light, main, dark, deep }) =>
  [
    shadow(200, 112),
    ...[
      [96, 236, 208, 76],
      [112, 172, 176, 66],
      [132, 116, 136, 58],
    ].flatMap(([x, y, width, height], i) => [
      box([x!, y!, width!, height!, 26], i === 1 ? CLOTH : BODY),
      box([x! + 8, y! + height! / 2 - 2, width! - 8, 5, 2], deep, 'opacity=".22"'),
      ...Array.from({ length: Math.floor(width! / 16) - 1 }, (_, n) =>
        box([x! + 16 + n * 16, y! + 10, 7, 7, 2], i % 2 ? main : pale, 'opacity=".5"'),
      ),
      box([x! + width! - 44, y! + 4, 8, height! - 8, 3], dark, 'opacity=".35"'),
    ]),
    path('M118 248c-8 14-10 34-6 48', 'none', `stroke="${light}" stroke-width="5" stroke-linecap="round" opacity=".7"`),
  ].join('')

/** The pictures of textiles. */
export const textiles: Readonly<Record<string, Drawing>> = {
  'dune-cushion': cushion,
  'fold-throw': throwing,
  'terrace-rug': rug,
  'loom-towels': towels,
}
