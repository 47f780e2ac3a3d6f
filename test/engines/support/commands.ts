import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)

/** The shell commands that a page shows, a block each. */
export function commandsOf(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text]) => text!)
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'aisle-engines-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs shell commands in a folder where `aisle` is the program that was built for the test, and `spark-submit` has a cluster. */
export async function inShell(commands: string, folder: string, program: string): Promise<void> {
  const bin = temporaryFolder()
  const command = (name: string, line: string) => {
    writeFileSync(path.join(bin, name), `#!/bin/sh\nexec ${line} "$@"\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
  const python = path.dirname(process.env.AISLE_PYTHON!)
  const settings = ['spark.ui.enabled=false', 'spark.driver.host=127.0.0.1', 'spark.driver.bindAddress=127.0.0.1']
  const told = settings.map((setting) => `--conf ${setting}`).join(' ')
  command('aisle', `"${process.execPath}" "${program}"`)
  command('spark-submit', `"${python}/spark-submit" --master 'local-cluster[2,1,1024]' ${told}`)
  const env = {
    ...process.env,
    PATH: [bin, python, process.env.PATH].join(path.delimiter),
    // What executors are started from, and where they write.
    SPARK_HOME: sparkHome(path.dirname(python)),
    SPARK_WORKER_DIR: path.join(bin, 'work'),
  }
  await run('sh', ['-ec', commands], { cwd: folder, env, maxBuffer: 1e8 })
}

function sparkHome(environment: string): string {
  const lib = path.join(environment, 'lib')
  const python = readdirSync(lib).find((name) => name.startsWith('python'))!
  return path.join(lib, python, 'site-packages/pyspark')
}
