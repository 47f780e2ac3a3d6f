// `node scripts/count-tests.mjs FOLDER`: sums vitest's JSON reports in a folder (vitest-*.json), says which tests failed
// and why, and ends with a line `N passed, M failed`. Node's own modules alone, as it also runs where installing has failed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Failures that vitest's own sum leaves out: a file that does not load, or whose set-up throws, has no failed test. */
function isBroken(file) {
  return file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')
}

/** What a failed test says, short enough to be read at the end of a long log. */
function sayWhy(test) {
  return (test.failureMessages ?? [])
    .flatMap((message) => message.split('\n').slice(0, 12))
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n')
}

const folder = process.argv[2] ?? '.'
let passed = 0
let failed = 0
const skipped = []
const failures = []
const reports = readdirSync(folder).filter((name) => /^vitest-.*\.json$/.test(name))
for (const name of reports) {
  let report
  try {
    report = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch (error) {
    console.log(`Cannot read report "${name}": ${error.message}`)
    failed += 1
    continue
  }
  passed += report.numPassedTests
  failed += report.numFailedTests
  for (const file of report.testResults) {
    if (isBroken(file)) {
      console.log(
        `Cannot count "${file.name.split('/').slice(-3).join('/')}": it failed outside its tests; one failure`,
      )
      failed += 1
    }
    for (const test of file.assertionResults) {
      if (['skipped', 'pending', 'todo', 'disabled'].includes(test.status)) skipped.push(test.fullName.trim())
      if (test.status === 'failed') failures.push(`failed: ${test.fullName.trim()}\n${sayWhy(test)}`)
    }
  }
  // An error outside any test (a rejection that nobody awaited) fails the run and is in no test.
  if (!report.success && report.numFailedTests === 0 && !report.testResults.some(isBroken)) {
    console.log('Cannot count an error outside the tests: one failure')
    failed += 1
  }
}
if (reports.length === 0) {
  console.log('no report of the tests: they did not run to their end; one failure')
  failed += 1
}
for (const name of skipped) console.log(`skipped: ${name}`)
for (const failure of failures) console.log(failure)
console.log(`${passed} passed, ${failed} failed`)
if (failed > 0) process.exitCode = 1
