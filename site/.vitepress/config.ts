import { defineConfig } from 'vitepress'
import { brokenLinks } from '../build/check-links'
import { allPages, groupedPages, NO_PAGES, root, sitePath } from '../build/pages'
import { plainBraces } from '../build/plain-braces'
import { copyFiles, repositoryLinks } from '../build/repository-links'
import { sidebars } from '../build/sidebars'
import { slug } from '../build/slug'

const pages = allPages()
/** Files that pages link to and that are no pages. */
const files = new Set<string>()

/** Typedoc's pages are no part of the generator's: a click loads them. */
const API = { link: '/api/index.html', target: '_self' }

export default defineConfig({
  title: 'Aisle',
  description: 'How shoppers shop, where they stand, why, and until when: one definition, the same answer everywhere.',
  lang: 'en',
  srcDir: '..',
  srcExclude: NO_PAGES,
  outDir: '.vitepress/dist',
  rewrites: sitePath,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }]],
  // Every link of the whole site is looked up once it is built, anchors and API pages too.
  ignoreDeadLinks: true,
  markdown: {
    anchor: { slugify: slug },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (markdown) => {
      plainBraces(markdown)
      repositoryLinks(markdown, pages, files)
    },
  },
  vite: { publicDir: `${root}site/public` },
  buildEnd({ outDir }) {
    copyFiles(files, outDir)
    const broken = brokenLinks(outDir)
    if (broken.length > 0) throw new Error(`Cannot publish "site": ${broken.length} broken links\n${broken.join('\n')}`)
  },
  themeConfig: {
    logo: '/favicon.svg',
    search: { provider: 'local' },
    nav: [
      { text: 'Overview', link: '/overview.html' },
      { text: 'Playground', link: '/playground.html' },
      { text: 'Catalogue', link: '/catalogue/index.html' },
      { text: 'API', ...API },
    ],
    sidebar: sidebars(groupedPages(pages), { text: 'Reference', items: [{ text: 'Every export', ...API }] }),
    outline: [2, 3],
    footer: { message: 'MIT licence. No cookies, no requests to anywhere: all of this site is in its folder.' },
  },
})
