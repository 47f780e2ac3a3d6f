import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository's root, with the slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Pages that belong together, in a reader's order. */
export interface Group {
  readonly title: string
  /** Files from the root; one that ends in a slash is all pages of that folder. What is not there is passed over. */
  readonly pages: readonly string[]
  /** Part of the address of the only pages beside which all of the group is listed; elsewhere its first page stands for it. */
  readonly within?: string
}

/** Every page of the site has its place here: `groupedPages` tells one that has none. */
export const GROUPS: readonly Group[] = [
  {
    title: 'Begin',
    pages: ['README.md', 'docs/start.md', 'docs/concepts.md', 'docs/recipes.md', 'docs/comparison.md'],
  },
  { title: 'In the page', pages: ['docs/tracker.md', 'docs/plugins.md', 'docs/privacy.md'] },
  { title: 'Rules', pages: ['docs/language.md', 'site/playground.md', 'docs/api.md'] },
  { title: 'The catalogue', pages: ['docs/catalogue/'], within: '/catalogue/' },
  { title: 'Customers', pages: ['docs/customers.md', 'docs/membership.md'] },
  {
    title: 'Servers and other systems',
    pages: ['docs/collector.md', 'docs/server.md', 'docs/operations.md', 'docs/adapters.md', 'docs/migrating.md'],
  },
  { title: 'Analysis', pages: ['docs/warehouse.md', 'docs/cli.md', 'docs/history.md', 'docs/evidence.md'] },
  { title: 'Look and test', pages: ['docs/inspector.md', 'docs/testing.md'] },
  { title: 'Events', pages: ['docs/events.md'] },
  { title: 'Examples', pages: ['examples/storefront/', 'examples/'] },
  { title: 'Decisions', pages: ['docs/decisions/'], within: '/decisions/' },
  {
    title: 'The project',
    pages: [
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      'THIRD-PARTY-LICENSES.md',
      'docs/sizes.md',
      'bench/',
      'test/cases/',
    ],
  },
]

/** What is no page of the site although it is Markdown: the generator's patterns. */
export const NO_PAGES = ['src/**']

/** Folders that have pages, and how deep. */
const FOLDERS: readonly (readonly [folder: string, recursive: boolean])[] = [
  ['', false],
  ['docs/', true],
  ['site/', false],
  ['examples/', true],
  ['bench/', false],
  ['test/cases/', false],
]

/** The front page, which stands in no group. */
export const HOME = 'site/index.md'

/** Every page that the site has: files from the root, in the order of their names. */
export function allPages(): string[] {
  const found = FOLDERS.flatMap(([folder, recursive]) =>
    readdirSync(root + folder, { recursive, encoding: 'utf8' })
      .map((name) => `${folder}${name.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.md') && !path.includes('node_modules/')),
  )
  return found.sort()
}

/**
 * Each group with the pages that are there.
 *
 * @throws Error where a page has no place: it names the page, and where to write it down.
 */
export function groupedPages(pages: readonly string[], groups = GROUPS): Group[] {
  const placed = new Set([HOME])
  const take = (name: string) => {
    // A folder's own page stands before the others.
    const isFirst = (page: string) => (page === `${name}README.md` ? 0 : 1)
    const found = name.endsWith('/')
      ? pages.filter((page) => page.startsWith(name)).sort((a, b) => isFirst(a) - isFirst(b))
      : pages.filter((page) => page === name)
    const fresh = found.filter((page) => !placed.has(page))
    for (const page of fresh) placed.add(page)
    return fresh
  }
  const grouped = groups.map((group) => ({ ...group, pages: group.pages.flatMap(take) }))
  const lost = pages.filter((page) => !placed.has(page))
  if (lost.length > 0)
    throw new Error(
      `Cannot place "${lost.join('", "')}": in no group, expected a line in GROUPS of site/build/pages.ts`,
    )
  return grouped.filter((group) => group.pages.length > 0)
}

/** Where the site has a page of the repository: `docs/catalogue/README.md` is `catalogue/index.md`. */
export function sitePath(page: string): string {
  if (page === 'README.md') return 'overview.md'
  return page
    .replace(/^(docs|site)\//, '')
    .replace(/(^|\/)README\.md$/, '$1index.md')
    .toLowerCase()
}

/** The address of a page, from the root of the site: `/catalogue/index.html`. */
export function pageUrl(page: string): string {
  return `/${sitePath(page).replace(/\.md$/, '.html')}`
}

/** What the sidebar calls a page: its heading, up to a colon. */
export function pageTitle(page: string): string {
  if (page === 'README.md') return 'Overview'
  const [, heading = page] = /^# (.+)$/m.exec(readFileSync(root + page, 'utf8')) ?? []
  return heading.replace(/:.*$/, '').replaceAll('`', '')
}
