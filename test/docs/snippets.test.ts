import { describe, expect, test } from 'vitest'
import { pages, snippetsOf } from './support/markdown'
import { runSnippet, typeProblems } from './support/snippets'

const snippets = pages.flatMap((page) =>
  snippetsOf(page)
    .filter(({ language }) => language === 'ts')
    .map(({ code, line }) => [`${page.path.replaceAll('/', '-')}-${line}`, code] as const),
)

describe('the snippets of the pages', () => {
  test('are there', () => {
    for (const path of ['README.md', 'docs-api.md', 'docs-events.md'])
      expect(snippets.map(([name]) => name).join(' ')).toContain(path)
  })

  test('compile', () => {
    expect(typeProblems(new Map(snippets))).toEqual([])
  })

  test.each(snippets)('%s runs, and what it claims holds', async (name, code) => {
    await runSnippet(name, code)
  })
})

describe('typeProblems()', () => {
  test('tells what does not compile, and where', () => {
    const code = `import { compile } from 'aisle'\ncompile('no document')`
    expect(typeProblems(new Map([['made-up', code]]))).toEqual([expect.stringMatching(/^made-up\+1: Argument of type/)])
  })
})

describe('runSnippet()', () => {
  test('throws where a claim does not hold', async () => {
    await expect(runSnippet('false', `1 + 1 // => 3`)).rejects.toThrow('2 !== 3')
    await expect(runSnippet('true', `1 + 1 // => 2`)).resolves.toBeUndefined()
  })
})
