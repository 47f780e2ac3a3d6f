import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

/** A built page: what it leads to, and what it can be led to. */
interface BuiltPage {
  readonly links: readonly string[]
  readonly anchors: ReadonlySet<string>
}

const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")

function readPage(file: string): BuiltPage {
  const html = readFileSync(file, 'utf8').replace(/<script\b.*?<\/script>/gs, '')
  const all = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, found]) => plain(found!))
  return { links: all(/<[^>]+\s(?:href|src)="([^"]*)"/g), anchors: new Set(all(/<[^>]+\sid="([^"]*)"/g)) }
}

/**
 * Every link of a built site that leads nowhere: to no file, or to no such place of a page. Addresses elsewhere are not
 * looked up.
 *
 * @param folder The site's folder: its `index.html` is `/`.
 * @returns A line a broken link, `page: link leads nowhere`.
 */
export function brokenLinks(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
  const pages = new Map(
    files.filter((name) => name.endsWith('.html')).map((name) => [name, readPage(join(folder, name))]),
  )
  const problemOf = (from: string, link: string): string | undefined => {
    if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(link) || link === '') return undefined
    const { pathname, hash } = new URL(link, `http://site/${from}`)
    const path = decodeURIComponent(pathname).slice(1)
    const target = path === '' || path.endsWith('/') ? posix.join(path, 'index.html') : path
    const to = pages.get(target)
    const isFile = existsSync(join(folder, target)) && statSync(join(folder, target)).isFile()
    if (to === undefined && !isFile) return `${from}: ${link} leads nowhere`
    const anchor = decodeURIComponent(hash.slice(1))
    return to === undefined || anchor === '' || to.anchors.has(anchor)
      ? undefined
      : `${from}: ${link} has no such place`
  }
  return [...pages].flatMap(([from, { links }]) =>
    [...new Set(links)].map((link) => problemOf(from, link)).filter((problem) => problem !== undefined),
  )
}
