import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { brokenLinks } from '../../../site/build/check-links'

const folder = mkdtempSync(path.join(tmpdir(), 'aisle-links-'))
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

test('brokenLinks() tells what leads to no page, file or place, and nothing else', () => {
  write(
    'index.html',
    `<h1 id="top">A</h1><script>'<a href="not-a-link.html">'</script>
     <a href="#top">ok</a><a href="/part/">ok</a><a href="part/a.html#there">ok</a><a href="https://example.com/x">ok</a>
     <a class="x" href="/gone.html">no</a><a href="part/a.html#nowhere">no</a><img src="gone.svg"><a href="/part">no</a>`,
  )
  write(
    'part/index.html',
    '<a href="../index.html#top">ok</a><a href="a.html?x=1&amp;y=2#%C3%BC">ok</a><a href="b.txt">ok</a>',
  )
  write('part/a.html', '<h2 id="there">There</h2><h2 id="ü">U</h2><a href="../../index.html">ok</a><a href="b">no</a>')
  write('part/b.txt', '')
  expect(brokenLinks(folder).sort()).toEqual([
    'index.html: /gone.html leads nowhere',
    'index.html: /part leads nowhere',
    'index.html: gone.svg leads nowhere',
    'index.html: part/a.html#nowhere has no such place',
    'part/a.html: b leads nowhere',
  ])
})
