import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { version } from '../../package.json'
import { cli, event, file, ndjson, temporaryFolder } from './support/cli'

const log = () => file('log.ndjson', ndjson(event()))

describe('aisle', () => {
  it('gives its version, and help that names every command and option', async () => {
    expect(await cli(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` })
    const { code, stdout } = await cli(['--help'])
    expect(code).toBe(0)
    for (const command of ['decide', 'explain', 'replay', 'backtest', 'check', 'catalogue', 'Exit code'])
      expect(stdout).toContain(command)
    const decide = (await cli(['decide', '--help'])).stdout
    for (const option of [
      'definitions',
      'now',
      'map',
      'format',
      'max-line',
      'json',
      'progress',
      'engine',
      'out',
      'changes',
    ])
      expect(decide).toContain(`--${option}`)
    const explain = (await cli(['explain', '--help'])).stdout
    for (const option of ['shopper', 'segment', 'definitions', 'now']) expect(explain).toContain(`--${option}`)
    expect((await cli(['check', '--help'])).stdout).toContain('--json')
  })

  it.each<[string, string[], RegExp]>([
    ['no command', [], /Usage: aisle/],
    ['an unknown command', ['decid'], /unknown command 'decid'/],
    ['no file', ['decide'], /missing required argument 'files'/],
    ['an unknown option', ['decide', 'a', '--outt', 'b'], /unknown option '--outt'/],
    ['an unknown engine', ['decide', 'a', '--engine', 'sql'], /Allowed choices are js, duckdb/],
    ['a format that is none', ['decide', 'a', '--format', 'xml'], /Allowed choices are ndjson, csv/],
    ['a line length that is none', ['decide', 'a', '--max-line', '0'], /whole number of bytes above 0/],
    ['a line length that is no number', ['decide', 'a', '--max-line', '1MB'], /whole number of bytes above 0/],
    ['no shopper', ['explain', 'a'], /required option '--shopper <id>' not specified/],
    [
      'a file that is not there',
      ['decide', '/nowhere/a', '/nowhere/b'],
      /a: no such file\n {2}\/nowhere\/b: no such file/,
    ],
    ['a folder', ['decide', '.'], /Cannot read: \. is a directory, expected a file/],
    ['standard input twice', ['decide', '-', '-'], /found "-" twice, expected standard input once/],
    ['definitions that are not there', ['check', '/nowhere/a'], /Cannot read definitions \/nowhere\/a: no such file/],
  ])('refuses %s with exit 2, on standard error', async (_, argv, said) => {
    const { code, stdout, stderr } = await cli(argv)
    expect(stderr).toMatch(said)
    expect([code, stdout]).toEqual([2, ''])
  })

  it.each(['yesterday', '', '2026-02-30', '1777593600', '-5'])('refuses --now %j', async (now) => {
    const { code, stderr } = await cli(['decide', log(), `--now=${now}`])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^Cannot use --now ".*": expected "latest", or .*milliseconds since the epoch/)
  })

  it('takes --now as milliseconds, or ISO 8601 with or without a zone', async () => {
    const now = Date.UTC(2026, 4, 1, 10)
    for (const text of [String(now), '2026-05-01T10:00:00Z', '2026-05-01T12:00:00+02:00', '2026-05-01 10:00:00'])
      expect((await cli(['decide', log(), '--now', text])).rows()[0].now).toBe(now)
  })

  it.each([
    [['decide', '--json'], 2],
    [['decid', '--json'], 2],
    [['decide', 'a', '--json', '--engine', 'sql'], 2],
    [['decide', '/nowhere/a', '--json'], 2],
    [['explain', 'a', '--json'], 2],
    [['check', '/nowhere/a', '--json'], 2],
  ])('tells what is wrong as JSON with --json: %j', async (argv, wanted) => {
    const { code, stdout, stderr } = await cli(argv)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(stderr)).toEqual({ ok: false, error: expect.any(String), problems: [] })
    expect([code, stdout]).toEqual([wanted, ''])
  })

  it('does nothing where the usage is wrong', async () => {
    const out = `${temporaryFolder()}/out.ndjson`
    expect((await cli(['decide', log(), '--out', out, '--now', 'x'])).code).toBe(2)
    expect(existsSync(out)).toBe(false)
  })
})
