import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { pageUrl, root, sitePath } from './pages'

/** Where a link of a page leads within the site. */
export interface SiteLink {
  readonly url: string
  /** The file of the repository, shown as text, where it is no page. */
  readonly file?: string
}

/**
 * Says where a link between files of the repository leads within the site. A page is its page there, a folder its first
 * page, and any other file is shown as text.
 *
 * @param from The page that has the link, from the root.
 * @param href As it stands in the page.
 * @param pages All pages of the site, from the root.
 * @returns undefined for what leads elsewhere, or stays on the page.
 * @throws Error where nothing is there.
 */
export function siteLink(from: string, href: string, pages: readonly string[]): SiteLink | undefined {
  if (/^([a-z][a-z\d+.-]*:|#|\/)/i.test(href)) return undefined
  const [path = '', anchor] = href.split('#')
  const target = posix.join(dirname(from), path).replace(/\/$/, '')
  const page =
    pages.find((each) => each === target || each === `${target}/README.md`) ??
    pages.find((each) => each.startsWith(`${target}/`))
  if (page !== undefined) return { url: anchor === undefined ? pageUrl(page) : `${pageUrl(page)}#${anchor}` }
  if (target.startsWith('..') || !existsSync(root + target) || statSync(root + target).isDirectory())
    throw new Error(`Cannot link "${href}" of ${from}: nothing is there, expected a page or a file of the repository`)
  return { url: `/files/${target}.txt`, file: target }
}

/** Has Markdown lead from page to page of the site where it leads from file to file; notes the files that are no pages. */
export function repositoryLinks(markdown: MarkdownRenderer, pages: readonly string[], files: Set<string>): void {
  const pageAt = new Map(pages.map((page) => [sitePath(page), page]))
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    // The search reads pages under the names of their files, for their words alone.
    const from = pageAt.get(env.relativePath)
    if (from === undefined) return
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null
      const link = href === null ? undefined : siteLink(from, href, pages)
      if (link === undefined) continue
      token.attrSet('href', link.url)
      if (link.file !== undefined) files.add(link.file)
    }
  })
}

/** Puts files of the repository into the site, as text that any browser shows. */
export function copyFiles(files: Iterable<string>, folder: string): void {
  for (const file of files) {
    const target = join(folder, 'files', `${file}.txt`)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(join(root, file), target)
  }
}
