/** What package-lock.json says of an installed package. */
interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** A lock file's packages by their place (`node_modules/zod`); `''` is the one whose lock file it is. */
export type Lock = Readonly<Record<string, Locked>>

/** Who meets a package: who installs Aisle, who adds an optional package for a part of it, or its developers alone. */
export type Use = 'runtime' | 'optional' | 'development'

/** A package that is used, and under which licence. */
export interface Licensed {
  readonly name: string
  readonly version: string
  /** An SPDX expression: `MIT`, `(MPL-2.0 OR Apache-2.0)`. */
  readonly licence: string
  readonly use: Use
}

/** What was reviewed, by hand. */
export interface Allowed {
  /** Licences by their SPDX id that any package may have. */
  readonly licences: readonly string[]
  /** Licences that tools may have which are run here and are no part of what is published. */
  readonly tools: Readonly<Record<string, readonly string[]>>
  /** The licence of packages that name none in their manifest, as read in their licence file. */
  readonly read: Readonly<Record<string, string>>
}

const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Where Node finds a package from another's place. */
function find(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (lock[place] !== undefined) return place
    if (folder === '') return undefined
  }
}

/** The places that packages lead to, theirs included. */
function closure(lock: Lock, names: readonly string[]): Set<string> {
  const places = new Set(names.map((name) => find(lock, '', name)).filter((place) => place !== undefined))
  // A Set goes on with what is added while it is walked.
  for (const place of places) {
    const { dependencies, optionalDependencies, peerDependencies } = lock[place]!
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const found = find(lock, place, name)
      if (found !== undefined) places.add(found)
    }
  }
  return places
}

/** A platform's build of a tool, which the lock file may know by its version alone, has the licence of that tool. */
function licenceOf(lock: Lock, place: string, allowed: Allowed): string {
  const name = nameOf(place)
  const own = lock[place]!.license
  if (allowed.read[name] !== undefined && (own === undefined || own.startsWith('SEE LICENSE')))
    return allowed.read[name]
  const tool = Object.values(lock).find(({ optionalDependencies }) => optionalDependencies?.[name] !== undefined)
  return own ?? tool?.license ?? 'none'
}

/**
 * Every package of a lock file with its licence and who meets it, by name and version.
 *
 * @example
 * licencesOf({ '': { dependencies: { zod: '^4' } }, 'node_modules/zod': { version: '4.0.0', license: 'MIT' } }, allowed)
 * // [{ name: 'zod', version: '4.0.0', licence: 'MIT', use: 'runtime' }]
 */
export function licencesOf(lock: Lock, allowed: Allowed): Licensed[] {
  const runtime = closure(lock, Object.keys(lock['']?.dependencies ?? {}))
  const optional = closure(lock, Object.keys(lock['']?.peerDependencies ?? {}))
  const useOf = (place: string): Use =>
    runtime.has(place) ? 'runtime' : optional.has(place) ? 'optional' : 'development'
  const found = new Map<string, Licensed>()
  for (const place of Object.keys(lock).filter((each) => each !== '')) {
    const { version = 'none' } = lock[place]!
    const licensed = { name: nameOf(place), version, licence: licenceOf(lock, place, allowed), use: useOf(place) }
    const key = `${licensed.name} ${version}`
    // A package in two places is the one that its users meet first.
    if (licensed.use !== 'development' || !found.has(key)) found.set(key, licensed)
  }
  return [...found.values()].sort(byName)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The order of a list of packages, the same on every machine. */
export const byName = (a: Licensed, b: Licensed) => compare(a.name, b.name) || compare(a.version, b.version)

/** Whether an SPDX expression can be met: one side of OR, both of AND. */
function isMet(expression: string, licences: readonly string[]): boolean {
  const plain = expression.replace(/[()]/g, ' ').trim()
  return plain.split(/\s+OR\s+/).some((part) => part.split(/\s+AND\s+/).every((id) => licences.includes(id.trim())))
}

/** What is not allowed, as sentences: the package, its licence, what was expected. */
export function licenceProblems(packages: readonly Licensed[], allowed: Allowed): string[] {
  const isTool = ({ name, licence, use }: Licensed) =>
    use === 'development' && (allowed.tools[licence] ?? []).some((each) => name === each || name.startsWith(`${each}-`))
  return packages
    .filter((each) => !isMet(each.licence, allowed.licences) && !isTool(each))
    .map(
      ({ name, version, licence, use }) =>
        `Cannot use "${name}" ${version} (${use}): its licence is ${licence}, expected ${allowed.licences.join(', ')}`,
    )
}
