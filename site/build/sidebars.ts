import type { DefaultTheme } from 'vitepress'
import { type Group, pageTitle, pageUrl } from './pages'

type Item = DefaultTheme.SidebarItem

/**
 * The sidebar of each part of the site, by the beginning of its addresses.
 *
 * @param last What stands below the groups.
 */
export function sidebars(groups: readonly Group[], last: Item): Record<string, Item[]> {
  const beside = (part: string): Item[] => [
    ...groups.map(({ title, pages, within }) => {
      const listed = within === undefined || within === part ? pages : pages.slice(0, 1)
      return { text: title, items: listed.map((page) => ({ text: pageTitle(page), link: pageUrl(page) })) }
    }),
    last,
  ]
  const parts = groups.map(({ within }) => within).filter((part) => part !== undefined)
  return Object.fromEntries(['/', ...parts].map((part) => [part, beside(part)]))
}
