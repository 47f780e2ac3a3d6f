import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anchorsOf, linksOf, type Page, page, pages, root } from './support/markdown'

/** What is wrong with a link of a page, or undefined. Addresses elsewhere are not looked up. */
function problemOf(from: Page, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined
  const [file = '', anchor] = link.split('#')
  const path = file === '' ? from.path : join(dirname(from.path), file).replaceAll('\\', '/')
  if (path.startsWith('..')) return `${link} leaves the repository`
  if (!existsSync(join(root, path))) return `${link} leads nowhere`
  if (anchor === undefined) return undefined
  const to = pages.find((each) => each.path === path)
  if (to === undefined) return `${link} has an anchor in what is no page`
  return anchorsOf(to).includes(anchor) ? undefined : `${link} has no such heading`
}

describe('the links between pages', () => {
  test.each(pages.map((each) => [each.path, each] as const))('of %s lead somewhere', (_path, each) => {
    expect(
      linksOf(each)
        .map((link) => problemOf(each, link))
        .filter((problem) => problem !== undefined),
    ).toEqual([])
  })

  test('reach every page of docs from the README', () => {
    const reached = new Set(['README.md'])
    // A Set goes on with what is added while it is walked.
    for (const path of reached)
      for (const link of linksOf(page(path)).map((each) => each.split('#')[0]!)) {
        const target = join(dirname(path), link).replaceAll('\\', '/')
        if (pages.some((each) => each.path === target)) reached.add(target)
        // A link to a folder shows its pages.
        else for (const each of pages) if (dirname(each.path) === target) reached.add(each.path)
      }
    expect(pages.filter(({ path }) => path.startsWith('docs/') && !reached.has(path))).toEqual([])
  })

  test('that lead nowhere are told', () => {
    const from = {
      path: 'docs/made-up.md',
      text: '[a](gone.md) [b](api.md#gone) [c](../../x.md) [d](api.md) `[e](gone.md)`',
    }
    expect(linksOf(from).map((link) => problemOf(from, link))).toEqual([
      'gone.md leads nowhere',
      'api.md#gone has no such heading',
      '../../x.md leaves the repository',
      undefined,
    ])
  })
})
