import { spawnSync } from 'node:child_process'

/** What a process took. */
export interface Taken {
  readonly seconds: number
  /** Of all cores: it says the same on a machine that does other things besides. */
  readonly cpu_seconds: number
  /** The peak of its memory. */
  readonly rss_mb: number
}

/** Does something in this process; what that took goes to standard output, with what it gives, as {@link takenApart} reads it. */
export async function printTaken(work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  const found = await work()
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage()
  const taken: Taken = {
    seconds,
    cpu_seconds: (user + system) / 1e6,
    rss_mb: process.resourceUsage().maxRSS / 1024,
  }
  console.log(JSON.stringify({ ...(found as object | undefined), ...taken }))
}

/** What a script of this folder took in a process of its own, so that its peak of memory is its own. */
export function takenApart<Found = unknown>(script: string, ...args: readonly string[]): Taken & Found {
  const command = ['scripts/run.mjs', `bench/${script}`, ...args]
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`Cannot measure "${args.at(-1)}": exit code ${status}\n${stderr}`)
  return JSON.parse(stdout)
}

/** What the cases of a script took, by name: they take turns, so that a busy machine slows all. */
export function takeTurns<Found = unknown>(
  script: string,
  names: readonly string[],
  { runs, fileOf }: { readonly runs: number; readonly fileOf: (name: string) => string },
): ReadonlyMap<string, (Taken & Found)[]> {
  const all = new Map<string, (Taken & Found)[]>(names.map((name) => [name, []]))
  for (let round = 0; round < runs; round++)
    for (const [name, taken] of all) taken.push(takenApart<Found>(script, fileOf(name), name))
  return all
}
