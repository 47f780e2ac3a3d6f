import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { allPages, root } from '../../../site/build/pages'
import { copyFiles, siteLink } from '../../../site/build/repository-links'

const pages = allPages()

describe('siteLink()', () => {
  it.each([
    ['docs/api.md', 'events.md#who-is-who', { url: '/events.html#who-is-who' }],
    ['docs/catalogue/README.md', '../customers.md', { url: '/customers.html' }],
    ['README.md', 'docs/decisions', { url: '/decisions/index.html' }],
    ['docs/cli.md', '../bench/README.md', { url: '/bench/index.html' }],
    ['README.md', 'LICENSE', { url: '/files/LICENSE.txt', file: 'LICENSE' }],
    ['docs/server.md', '../src/index.ts', { url: '/files/src/index.ts.txt', file: 'src/index.ts' }],
  ])('leads from %s by %s', (from, href, link) => {
    expect(siteLink(from, href, pages)).toEqual(link)
  })

  it.each(['https://example.com/a.md', 'mailto:a@example.com', '#here', '/api/index.html'])('leaves %s', (href) => {
    expect(siteLink('docs/api.md', href, pages)).toBeUndefined()
  })

  it.each(['gone.md', '../src', '../../elsewhere.md'])('tells that %s leads nowhere', (href) => {
    expect(() => siteLink('docs/api.md', href, pages)).toThrow(`Cannot link "${href}" of docs/api.md: nothing is there`)
  })
})

describe('copyFiles()', () => {
  it('puts files into the site as text', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aisle-site-'))
    copyFiles(['LICENSE', 'src/index.ts'], folder)
    expect(readFileSync(path.join(folder, 'files/LICENSE.txt'), 'utf8')).toBe(readFileSync(`${root}LICENSE`, 'utf8'))
    expect(existsSync(path.join(folder, 'files/src/index.ts.txt'))).toBe(true)
    rmSync(folder, { recursive: true })
  })
})
