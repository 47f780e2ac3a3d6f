#!/usr/bin/env node
/**
 * The command `aisle`.
 *
 * @module
 */
import { EXIT } from './errors'
import { run } from './program'

for (const stream of [process.stdout, process.stderr])
  stream.once('error', (error: NodeJS.ErrnoException) => {
    stream.on('error', () => {})
    // Who reads the output may go away (`aisle explain ... | head -1`): that is no failure, and nobody is left to tell.
    if (error.code === 'EPIPE') return
    process.once('exit', (code) => {
      if (code === EXIT.OK) process.exitCode = EXIT.BAD_INPUT
    })
    process.stderr.write(`Cannot write the output: ${error.message}\n`)
  })

// The exit code is set, not forced, so that what is written to a pipe arrives.
process.exitCode = await run(process.argv.slice(2), process)
