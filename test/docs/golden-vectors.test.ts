import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goldenCases } from '../engine/golden-cases'
import { root } from './support/markdown'

const readme = readFileSync(join(root, 'test/cases/README.md'), 'utf8')

test('the page of golden vectors lists every file, with its title and its shoppers, and no other', () => {
  const rows = [
    ...readme.matchAll(/^\| \[(?<name>.+)\]\((?<link>.+)\) \| [\d, ]+ \| (?<shoppers>\d+) \| (?<title>.+) \|$/gm),
  ]
  expect(rows.map(({ groups }) => ({ ...groups }))).toEqual(
    goldenCases.map(([name, { title, shoppers }]) => ({ name, link: name, shoppers: `${shoppers.length}`, title })),
  )
})
