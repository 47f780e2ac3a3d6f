import { buildSync } from 'esbuild'
import { describe, expect, it } from 'vitest'

/** The files of the room that the core may import at run time. */
const WITHOUT_ZOD = [
  'event-types',
  'field-types',
  'limits',
  'problem',
  'problem-list',
  'read-time',
  'money',
  'convert-money',
]

describe('src/vocabulary', () => {
  it.each(WITHOUT_ZOD)('%s imports no zod at run time', (file) => {
    const { outputFiles } = buildSync({
      entryPoints: [`src/vocabulary/${file}.ts`],
      bundle: true,
      write: false,
      format: 'esm',
      packages: 'external',
    })
    expect(outputFiles[0]?.text).not.toContain('zod')
  })
})
