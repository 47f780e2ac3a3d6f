import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { countingFile, event, ndjson, parseRows, temporaryFolder } from './support/cli'
import { useProgram } from './support/program'

const program = useProgram()

/** Starts the command as a process of its own, whose temporary files go into a folder of the test. */
function start(argv: readonly string[], temporary = temporaryFolder()) {
  const child = spawn(process.execPath, [program, ...argv], { env: { ...process.env, TMPDIR: temporary } })
  let stderr = ''
  let stdout = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  child.stdout.on('data', (text) => {
    stdout += text
  })
  // Who has gone away must not end the test.
  child.stdin.on('error', () => {})
  const ended = new Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>((done) =>
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr })),
  )
  return { child, temporary, ended }
}

const log = (shoppers: number) =>
  ndjson(...Array.from({ length: shoppers }, (_, i) => event({ shopper_id: `s${String(i).padStart(6, '0')}` })))

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((done) => setTimeout(done, 10))
}

describe('the process', () => {
  it('writes rows to a pipe, the summary to standard error, and leaves nothing behind', async () => {
    const { child, temporary, ended } = start(['decide', '-', '--definitions', countingFile()])
    child.stdin.end(log(5000))
    const { code, stdout, stderr } = await ended
    expect(parseRows(stdout)).toHaveLength(5000)
    // Neither a bar nor colours where nobody looks at a terminal.
    expect(stderr).toMatch(/^5,000 rows read, .*\n$/)
    expect(code).toBe(0)
    expect(readdirSync(temporary)).toEqual([])
  })

  it.each([
    ['decide', ['decide', '-']],
    ['explain', ['explain', '-', '--shopper', 's000001']],
    ['check', ['check', 'builtin']],
    ['help', ['--help']],
  ])('ends in peace where the reader of %s goes away', async (_, argv) => {
    const { child, ended } = start(argv)
    child.stdout.destroy()
    child.stdin.end(log(5000))
    const { code, signal, stderr } = await ended
    expect(stderr).not.toContain('EPIPE')
    expect([code, signal]).toEqual([0, null])
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves neither output nor copies where %s stops it',
    async (signal) => {
      const folder = temporaryFolder()
      const out = path.join(folder, 'rows.ndjson')
      writeFileSync(out, 'before')
      const { child, temporary, ended } = start(['decide', '-', '--out', out])
      child.stdin.write(log(50))
      // Both are there while it reads: the copy of standard input, and the output in the making.
      await until(() => readdirSync(temporary).length === 1 && readdirSync(folder).length === 2)
      child.kill(signal)
      const { code } = await ended
      expect(code).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal])
      expect(readdirSync(folder)).toEqual(['rows.ndjson'])
      expect(readdirSync(temporary)).toEqual([])
    },
  )

  it.runIf(process.platform === 'linux').each([10, 5000])(
    'tells of an output that is full, of %i rows',
    async (rows) => {
      const { child, ended } = start(['decide', '-', '--out', '/dev/full'])
      child.stdin.end(log(rows))
      const { code, stderr } = await ended
      expect(stderr).toContain('ENOSPC')
      expect(code).toBe(1)
      const said = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" check builtin > /dev/full`])
      expect(String(said.stderr)).toMatch(/^Cannot write the output: ENOSPC/)
      expect(said.status).toBe(1)
    },
  )

  it('says what it cannot write to before it reads', async () => {
    const folder = path.join(temporaryFolder(), 'full')
    mkdirSync(folder)
    const { ended } = start(['decide', '-', '--out', path.join(folder, 'missing', 'rows.ndjson')])
    // Standard input stays open: nobody waits for it.
    const { code, stderr } = await ended
    expect(stderr).toMatch(/^Cannot write .*rows.ndjson: ENOENT, expected a file that can be written\n$/)
    expect(code).toBe(2)
  })
})
