const SVG = 'http://www.w3.org/2000/svg'

/** Lines on a field of 24 by 24. */
const ICONS = {
  heart:
    'M12 20s-7.5-4.6-9-9.3C1.8 6.600 4.400 4 7.300 4c2 0 3.700 1.100 4.700 2.800C13 5.100 14.700 4 16.700 4c2.900 0 5.500 2.600 4.300 6.700C19.500 15.400 12 20 12 20z',
  cart: 'M3 4h2.400l2 11.200h10.800L20.500 7.500H6M9 19.500h.01M17 19.500h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500',
  scales: 'M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500L21 21',
  chat: 'M4 5h16v11H9l-5 4z',
  play: 'M8 5l11 7-11 7z',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  truck: 'M2 6h12v10H2zM14 9.500h4.500L22 13v3h-8M6.500 18.500h.01M17.500 18.500h.01',
  close: 'M6 6l12 12M18 6L6 18',
  share: 'M12 15V4M8 7.500L12 4l4 3.500M5 12v8h14v-8',
  bolt: 'M13 3L5 13.500h6L10 21l8-10.500h-6z',
} as const

export type IconName = keyof typeof ICONS

/** A sign; what it says stands beside it in words. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  const attributes = { viewBox: '0 0 24 24', width: '20', height: '20', class: 'icon', 'aria-hidden': 'true' }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value)
  path.setAttribute('d', ICONS[name])
  svg.append(path)
  return svg
}
