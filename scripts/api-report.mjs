// `npm run api`: writes api/ENTRY.api.md, the public names of each entry of package.json with their types, so that a
// change of them is seen in a diff. With `--check` it writes nothing, and fails where a report is not what is committed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = path.join(root, 'api')
// Within the repository, so that types of packages are found from there, and not in node_modules: that would make them theirs.
const work = path.join(root, '.cache/api')
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

/** `./browser/device` and `./dist/browser/device/device.d.ts` -> `browser-device` and `src/browser/device/device`. */
const entries = Object.entries(manifest.exports)
  .filter(([, to]) => to.import !== undefined)
  .map(([name, to]) => ({
    name: name === '.' ? 'index' : name.slice(2).replaceAll('/', '-'),
    source: to.import.types.replace('./dist/', 'src/').replace('.d.ts', ''),
  }))

const host = {
  ...ts.sys,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
  onUnRecoverableConfigFileDiagnostic: ({ messageText }) => fail(String(messageText)),
}
const { options } = ts.getParsedCommandLineOfConfigFile(path.join(root, 'tsconfig.json'), {}, host)

function fail(problem) {
  throw new Error(`Cannot report the public names: ${problem}`)
}

/** Declarations from the sources, as the build makes them, but a file for each source. */
function writeDeclarations() {
  const emit = { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: work, rootDir: root }
  const sources = entries.map(({ source }) => path.join(root, `${source}.ts`))
  const { diagnostics } = ts.createProgram(sources, { ...options, ...emit }).emit()
  if (diagnostics.length > 0) fail(ts.formatDiagnostics(diagnostics, host))
}

const declarationsOf = ({ source }) => path.join(work, `${source}.d.ts`)

function configOf(entry) {
  const quiet = { default: { logLevel: 'none' } }
  const compilerOptions = {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    paths: Object.fromEntries(
      Object.entries(options.paths).map(([name, [file]]) => [name, [path.join(work, file.replace(/\.ts$/, '.d.ts'))]]),
    ),
  }
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: declarationsOf(entry),
      compiler: { overrideTsconfig: { compilerOptions, include: [work] } },
      apiReport: {
        enabled: true,
        // Types that typedoc.json lets out of the pages are of the rooms of these two; elsewhere they only repeat.
        includeForgottenExports: ['index', 'warehouse'].includes(entry.name),
        reportFileName: entry.name,
        reportFolder: path.join(work, 'reports'),
        reportTempFolder: path.join(work, 'temp'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      // Whether there is a docstring is held by `npm run docstrings`.
      messages: { compilerMessageReporting: quiet, extractorMessageReporting: quiet, tsdocMessageReporting: quiet },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: path.join(root, 'package.json'),
  })
}

/** Reports by the name of their file. */
function makeReports() {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(path.join(work, 'reports'), { recursive: true })
  writeDeclarations()
  const configs = entries.map(configOf)
  const compilerState = CompilerState.create(configs[0], { additionalEntryPoints: entries.map(declarationsOf) })
  const messageCallback = (message) => {
    message.handled = true
    if (message.logLevel === 'error') fail(message.text)
  }
  for (const config of configs) Extractor.invoke(config, { localBuild: true, compilerState, messageCallback })
  const made = readReports(path.join(work, 'reports'))
  rmSync(work, { recursive: true })
  return made
}

function readReports(folder) {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))
}

/** The first line in which two texts differ, as `12: found "...", committed "..."`. */
function difference(found, committed) {
  const [left, right] = [found.split('\n'), committed.split('\n')]
  const line = left.findIndex((text, place) => text !== right[place])
  const at = line === -1 ? left.length : line
  return `${at + 1}: the sources have "${left[at] ?? ''}", the report "${right[at] ?? ''}"`
}

mkdirSync(reports, { recursive: true })
const made = makeReports()
const committed = readReports(reports)
if (process.argv.includes('--check')) {
  for (const name of new Set([...made.keys(), ...committed.keys()])) {
    const [found, before] = [made.get(name), committed.get(name)]
    if (found === before) continue
    process.exitCode = 1
    const what = found === undefined ? 'no such entry' : before === undefined ? 'not there' : difference(found, before)
    console.log(`api/${name}${before === undefined || found === undefined ? ': ' : ':'}${what}`)
  }
  if (process.exitCode) console.log('The public names changed. If that is meant: `npm run api`, and review its diff')
} else {
  for (const name of committed.keys()) rmSync(path.join(reports, name))
  for (const [name, text] of made) writeFileSync(path.join(reports, name), text)
}
console.log(`${made.size} entries`)
