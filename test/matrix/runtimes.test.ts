import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryNames, type Packed, pack, root, runWell } from '../package/support/packed'
import { runtimes } from './support/tools'

// Every golden vector, as its page says how to run them; prints how many answers there were, and which are wrong.
const vectors = `
  const same = require('node:assert').deepStrictEqual
  const wrong = []
  let shoppers = 0
  for (const name of NAMES) {
    const golden = require('aisle/cases/' + name)
    const engine = compile(golden.document)
    for (const { shopper_id, events, expected } of golden.shoppers) {
      const shopper = engine.shopper()
      for (const event of events) shopper.fold(event, golden.now)
      const { segments, traits, stages } = shopper.at(golden.now)
      const answer = { segments, traits, stages, changes_at: shopper.foresee(golden.now).segments }
      shoppers += 1
      try { same(JSON.parse(JSON.stringify(answer)), expected) } catch { wrong.push(name + ' ' + shopper_id) }
    }
  }
  console.log(JSON.stringify({ shoppers, wrong }))
`
const names = readdirSync(join(root, 'test/cases')).filter((name) => name.endsWith('.json'))
const shoppers = names
  .map((name) => (JSON.parse(readFileSync(join(root, 'test/cases', name), 'utf8')) as { shoppers: unknown[] }).shoppers)
  .reduce((sum, { length }) => sum + length, 0)

const log = [
  { id: 'a', name: 'product_added', time: 1_767_225_600_000, shopper_id: 'u-1', session_id: 's-1', props: {} },
  { id: 'b', name: 'order_completed', time: 1_767_229_200_000, shopper_id: 'u-2', session_id: 's-2', props: {} },
]

let packed: Packed

beforeAll(async () => {
  packed = await pack()
  await writeFile(join(packed.project, 'events.ndjson'), log.map((event) => `${JSON.stringify(event)}\n`).join(''))
})
afterAll(() => packed?.remove())

describe.each(runtimes)('the package on Node $version', ({ version, program }) => {
  const evaluate = async (type: 'module' | 'commonjs', code: string) =>
    (await runWell(program, [`--input-type=${type}`, '-e', code], packed.project)).stdout.trim()

  test('is on that Node', async () => {
    expect(await evaluate('commonjs', 'console.log(process.versions.node)')).toBe(version)
  })

  test('gives every entry to import and to require, with the same names', async () => {
    const code = (load: string) => `(async () => {
      for (const name of ${JSON.stringify(entryNames())})
        console.log(name, Object.keys(await ${load}(name)).filter((key) => key !== 'default' && key !== 'module.exports').sort().join())
    })()`
    const imported = await evaluate('module', code('import'))
    expect(await evaluate('commonjs', code('require'))).toBe(imported)
    expect(imported.split('\n')).toEqual(entryNames().map((name) => expect.stringMatching(new RegExp(`^${name} \\w+`))))
  })

  test.each(['module', 'commonjs'] as const)('answers the golden vectors as a %s', async (type) => {
    const code = vectors.replace('NAMES', JSON.stringify(names))
    const head = {
      module: `import { compile } from 'aisle'; import { createRequire } from 'node:module'
        const require = createRequire(process.cwd() + '/')`,
      commonjs: `const { compile } = require('aisle')`,
    }
    expect(JSON.parse(await evaluate(type, `${head[type]}\n${code}`))).toEqual({ shoppers, wrong: [] })
  })

  test('decides a log', async () => {
    const command = join(packed.project, 'node_modules/aisle/dist/cli/main.js')
    const args = [command, 'decide', 'events.ndjson', '--engine', 'js', '--now', '2026-01-02T00:00:00Z']
    const { stdout } = await runWell(program, args, packed.project)
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { shopper_id: string; segments: Record<string, string> })
    expect(rows.map(({ shopper_id, segments }) => [shopper_id, segments.cart_abandoner]).sort()).toEqual([
      ['u-1', 'in'],
      ['u-2', 'out'],
    ])
  })
})
