import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consumer, everyEntry } from '../package/support/consumer'
import { entryNames, type Packed, pack, run } from '../package/support/packed'
import { compilers } from './support/tools'

let packed: Packed

beforeAll(async () => {
  packed = await pack()
  const files = { 'consumer.ts': consumer, 'consumer.cts': consumer, 'entries.ts': everyEntry(entryNames()) }
  for (const [name, code] of Object.entries(files)) await writeFile(join(packed.project, name), code)
})
afterAll(() => packed?.remove())

const newest = Math.max(...compilers.map(({ version }) => Number.parseInt(version, 10)))

/** The ways to find a module, with what TypeScript asks for beside each; node10 is gone from 7. */
const ways = [
  { way: 'node16', module: 'node16', files: ['consumer.ts', 'consumer.cts', 'entries.ts'], until: newest },
  { way: 'bundler', module: 'es2022', files: ['consumer.ts', 'entries.ts'], until: newest },
  { way: 'node10', module: 'commonjs', files: ['consumer.ts', 'entries.ts'], until: 6 },
]

describe.each(compilers)('the types with TypeScript $version', ({ version, program }) => {
  const major = Number.parseInt(version, 10)

  test.each(ways.filter(({ until }) => major <= until))(
    'resolve and compile with $way',
    async ({ way, module, files }) => {
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: [],
        // zod's own declarations ask for it where they are read as CommonJS.
        esModuleInterop: true,
        module,
        moduleResolution: way,
        ...(way === 'node10' && major === 6 && { ignoreDeprecations: '6.0' }),
      }
      const config = `tsconfig.${version}.${way}.json`
      await writeFile(join(packed.project, config), JSON.stringify({ compilerOptions, files }))
      expect(await run(process.execPath, [program, '-p', config], packed.project)).toEqual({
        code: 0,
        stdout: '',
        stderr: '',
      })
    },
  )

  test('tell what does not fit', async () => {
    await writeFile(join(packed.project, 'wrong.ts'), everyEntry(['aisle', 'aisle/nothing']))
    const args = [program, '--noEmit', '--strict', '--module', 'node16', '--target', 'es2022', 'wrong.ts']
    const { code, stdout } = await run(process.execPath, args, packed.project)
    expect({ code: code > 0, stdout }).toEqual({ code: true, stdout: expect.stringContaining("'aisle/nothing'") })
  })
})
