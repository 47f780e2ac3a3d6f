// npm leaves a platform's build of a tool out of package-lock.json where the registry at hand does not serve it, and then
// `npm ci` refuses the lock file on every platform. This adds the missing ones, with the version that their tool asks for
// and the platform that their name says, which is all that npm needs to pass them over elsewhere.
// Run it after `npm install`; `--check` only says what is missing.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const lock = JSON.parse(readFileSync(path, 'utf8'))
const packages = lock.packages

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/** `@esbuild/linux-arm64` -> `{ os: ['linux'], cpu: ['arm64'] }`; undefined where the name says no platform. */
function platformOf(name) {
  const words = name.split(/[/-]/)
  const os = systems.filter((each) => words.includes(each) || (each === 'win32' && words.includes('windows')))
  const cpu = processors.filter((each) => words.includes(each) || (each === 'ppc64' && words.includes('ppc64le')))
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : []
  if (os.length + cpu.length === 0) return undefined
  return { ...(cpu.length && { cpu }), ...(os.length && { os }), ...(os[0] === 'linux' && libc.length && { libc }) }
}

/** Where Node finds `name` from a package's folder, or undefined. */
function find(from, name) {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/')).replace(/\/$/, '')) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (packages[place] !== undefined) return place
    if (folder === '') return undefined
  }
}

const missing = []
for (const [parent, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name)
    if (platform === undefined || !/^\d/.test(version)) continue
    const found = find(parent, name)
    if (found !== undefined && packages[found].version === version) continue
    // Beside its tool, as npm places it; below it where that place is another version's.
    const beside = `${parent.slice(0, parent.lastIndexOf('node_modules/'))}node_modules/${name}`
    const place = packages[beside] === undefined ? beside : `${parent}/node_modules/${name}`
    packages[place] = { version, ...(entry.dev && { dev: true }), optional: true, ...platform }
    missing.push(place)
  }
}
for (const place of missing) console.log(place)
console.log(`${missing.length} missing`)
if (missing.length > 0) {
  if (process.argv.includes('--check')) process.exitCode = 1
  else {
    const [own, ...others] = Object.entries(packages)
    lock.packages = Object.fromEntries([own, ...others.sort(([a], [b]) => a.localeCompare(b, 'en'))])
    writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  }
}
