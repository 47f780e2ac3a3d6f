import { describe, expect, it } from 'vitest'
import { allPages, groupedPages, HOME, pageTitle, pageUrl, sitePath } from '../../../site/build/pages'
import { sidebars } from '../../../site/build/sidebars'

const pages = allPages()

describe('the pages of the site', () => {
  it('have each one place in the sidebar', () => {
    const placed = groupedPages(pages).flatMap((group) => group.pages)
    expect(placed.sort()).toEqual(pages.filter((page) => page !== HOME).sort())
  })

  it('have each an address of its own', () => {
    expect(new Set(pages.map(sitePath)).size).toBe(pages.length)
    expect(pages.map(pageUrl)).toContain('/catalogue/index.html')
    expect([HOME, 'README.md', 'docs/api.md', 'examples/node/README.md'].map(sitePath)).toEqual([
      ...['index.md', 'overview.md', 'api.md', 'examples/node/index.md'],
    ])
  })

  it('have each a title that is short', () => {
    expect(pageTitle('docs/tracker.md')).toBe('The tracker')
    for (const page of groupedPages(pages).flatMap((group) => group.pages)) expect(pageTitle(page)).not.toBe(page)
  })
})

describe('groupedPages()', () => {
  it('tells a page that has no place, and where to give it one', () => {
    expect(() => groupedPages([...pages, 'docs/lost.md'])).toThrow(
      'Cannot place "docs/lost.md": in no group, expected a line in GROUPS of site/build/pages.ts',
    )
  })

  it('passes over what is not there, puts a folder beside its own page, and places nothing twice', () => {
    const groups = [
      { title: 'One', pages: ['a.md', 'gone.md', 'b/'] },
      { title: 'None', pages: ['gone.md'] },
      { title: 'All', pages: ['b/', 'c/'] },
    ]
    expect(groupedPages(['b/2.md', 'b/README.md', 'a.md', 'c/1.md'], groups)).toEqual([
      { title: 'One', pages: ['a.md', 'b/README.md', 'b/2.md'] },
      { title: 'All', pages: ['c/1.md'] },
    ])
  })
})

describe('sidebars()', () => {
  it('lists the pages of a part beside them, and elsewhere its first', () => {
    const last = { text: 'Last' }
    const found = sidebars(groupedPages(pages), last)
    const linksOf = (part: string) => found[part]!.flatMap(({ items = [] }) => items.map(({ link }) => link))
    expect(linksOf('/')).toContain('/catalogue/index.html')
    expect(linksOf('/')).not.toContain('/catalogue/mood.html')
    expect(linksOf('/catalogue/')).toContain('/catalogue/mood.html')
    expect(found['/']!.at(-1)).toBe(last)
  })
})
