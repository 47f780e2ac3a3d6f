import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli, temporaryFolder } from './support/cli'
import { useProgram } from './support/program'

interface Block {
  readonly language: string
  readonly text: string
}

const page = readFileSync('docs/cli.md', 'utf8')
const blocks: Block[] = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({
  language: language!,
  text: text!,
}))
const commands = blocks.flatMap(({ language, text }, i) => {
  const next = blocks[i + 1]
  return language === 'sh' ? [{ text, output: next && next.language !== 'sh' ? next.text : '' }] : []
})

/** A line of the docs as a pattern: what it leaves out (`…`) may be anything. */
function patternOf(line: string): RegExp {
  const parts = line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'm')
}

describe('docs/cli.md', () => {
  const program = useProgram()

  it.each(commands)('shows what the command gives: $text', ({ text, output }) => {
    const folder = temporaryFolder()
    symlinkSync(path.resolve('examples'), path.join(folder, 'examples'))
    const bin = path.join(folder, 'aisle')
    writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`)
    chmodSync(bin, 0o755)
    const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}` }
    const ran = spawnSync('sh', ['-ec', `exec 2>&1\n${text}`], { cwd: folder, env, encoding: 'utf8' })
    expect(ran.stdout).not.toContain('Cannot')
    for (const line of output.trimEnd().split('\n')) expect(ran.stdout).toMatch(patternOf(line))
    expect(ran.status).toBe(0)
  })

  it('shows what is run', () => {
    expect(commands.filter(({ output }) => output !== '')).toHaveLength(12)
  })

  it('names every option that the help does, and no other', async () => {
    const named = (text: string) => [...new Set([...text.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option))].sort()
    const names = ['decide', 'explain', 'report', 'replay', 'backtest', 'check', 'catalogue', 'sql']
    const helps = await Promise.all(names.map((command) => cli([command, '--help'])))
    const known = named(helps.map(({ stdout }) => stdout).join('\n')).filter((option) => option !== '--help')
    expect(named(page.replaceAll(/`--map` reads them/g, ''))).toEqual(known)
  })
})
