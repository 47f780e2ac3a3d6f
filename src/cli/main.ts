#!/usr/bin/env node
/**
 * The command `aisle`.
 *
 * @module
 */
import { run } from './program'

// The exit code is set, not forced, so that what is written to a pipe arrives.
process.exitCode = await run(process.argv.slice(2), process)
