import { expect, test } from 'vitest'
import { slug } from '../../../site/build/slug'
import { anchorsOf, pages } from '../../docs/support/markdown'

test('slug() makes the anchors that links between pages are held to', () => {
  for (const page of pages) {
    const headings = page.text.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)
    expect([...headings].map(([, heading]) => slug(heading!))).toEqual(anchorsOf(page))
  }
})
