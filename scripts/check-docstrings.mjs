// Fails where a public export has no docstring or no example (DESIGN.md, section 9). That examples compile, run and give
// what they claim is for test/docs/examples.test.ts.
// `node scripts/check-docstrings.mjs [file...]`; without files, the entry points of typedoc.json: what is documented is
// what is checked.
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const { entryPoints } = JSON.parse(readFileSync(resolve(root, 'typedoc.json'), 'utf8'))
const given = process.argv.slice(2)
const entries = given.length > 0 ? given.map((path) => resolve(path)) : entryPoints.map((path) => resolve(root, path))

const config = ts.getParsedCommandLineOfConfigFile(
  resolve(root, 'tsconfig.json'),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (found) => {
      throw new Error(ts.flattenDiagnosticMessageText(found.messageText, '\n'))
    },
  },
)
const program = ts.createProgram(entries, { ...config.options, noEmit: true })
const checker = program.getTypeChecker()

/** The comment alone: a block of tags without a sentence says nothing. */
function textOf(symbol) {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()
}

function problemsOf(name, symbol) {
  // A documented name may be re-exported from anywhere; the docstring is looked for where it is declared.
  const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declaration = meant.declarations?.[0]
  if (declaration === undefined) return [`${name}: cannot be resolved`]
  const source = declaration.getSourceFile()
  const line = source.getLineAndCharacterOfPosition(declaration.getStart()).line + 1
  const at = `${relative(root, source.fileName)}:${line} ${name}`
  const problems = []
  if (textOf(meant) === '') problems.push(`${at} has no docstring`)
  const examples = meant.getJsDocTags(checker).filter((tag) => tag.name === 'example')
  if (examples.length === 0) problems.push(`${at} has no @example`)
  else if (examples.some((tag) => ts.displayPartsToString(tag.text).trim() === ''))
    problems.push(`${at} has an empty @example`)
  return problems
}

const problems = new Set()
let checked = 0
for (const entry of entries) {
  const source = program.getSourceFile(entry)
  const module = source && checker.getSymbolAtLocation(source)
  if (module === undefined) {
    problems.add(`${relative(root, entry)}: ${source ? 'exports nothing' : 'is not there'}`)
    continue
  }
  for (const symbol of checker.getExportsOfModule(module)) {
    checked += 1
    for (const problem of problemsOf(symbol.name, symbol)) problems.add(problem)
  }
}
for (const problem of problems) console.log(problem)
console.log(`${checked} exports checked, ${problems.size} problems`)
if (problems.size > 0) process.exitCode = 1
