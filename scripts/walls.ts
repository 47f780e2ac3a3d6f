import ts from 'typescript'

/** What a room may import. A room is a folder of `src`, or one of its entry files (`index.ts`). */
export interface Wall {
  /** Rooms that it may import at run time; its own files always. */
  readonly rooms: readonly string[]
  /** Rooms of which it may import types, beside those above. */
  readonly types?: readonly string[]
  /** npm packages it may import at run time. Any package may give types. */
  readonly packages?: Readonly<Record<string, RegExp>>
  /** Whether Node's own modules may be imported. */
  readonly node?: boolean
}

/** Walls by room, and what must reach no npm package at run time. */
export interface Walls {
  readonly rooms: Readonly<Record<string, Wall>>
  /** Files from which no npm package may be reached by run-time imports. */
  readonly bare: readonly string[]
}

interface Import {
  readonly specifier: string
  /** Whether it is gone at run time. */
  readonly type: boolean
  readonly line: number
}

/** Source texts by path from the repository's root (`src/engine/plan.ts`). */
export type Sources = ReadonlyMap<string, string>

interface Read {
  readonly imports: readonly Import[]
  /** Uses of `eval` or `Function` that turn a string into code. */
  readonly evals: readonly { readonly what: string; readonly line: number }[]
}

function read(path: string, text: string): Read {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const imports: Import[] = []
  const evals: { what: string; line: number }[] = []
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1
  const add = (node: ts.Node, specifier: ts.Node | undefined, type: boolean) => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      imports.push({ specifier: specifier.text, type, line: lineOf(node) })
    }
  }
  const visit = (node: ts.Node): void => {
    // `import { type A }` stays an import at run time (verbatimModuleSyntax), so only `import type` counts as a type.
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, node.importClause?.isTypeOnly === true)
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node))
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    else if (ts.isExternalModuleReference(node)) add(node, node.expression, false)
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = node.expression.getText(source)
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword || called === 'require')
        add(node, node.arguments?.[0], false)
    }
    // Anything that names them as a value: called, made new, aliased or read off the global object.
    if (ts.isIdentifier(node) && isValue(node) && (node.text === 'eval' || node.text === 'Function')) {
      evals.push({ what: node.text, line: lineOf(node) })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { imports, evals }
}

function isValue(name: ts.Identifier): boolean {
  const { parent } = name
  if (ts.isTypeReferenceNode(parent) || ts.isExpressionWithTypeArguments(parent)) return false
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) {
    return ['globalThis', 'window', 'self', 'global'].includes(parent.expression.getText())
  }
  // `x instanceof Function` compares and makes no code; a member called eval is its owner's.
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent)) return parent.initializer === name
  const member = ts.isPropertySignature(parent) || ts.isMethodSignature(parent) || ts.isMethodDeclaration(parent)
  return !(member || ts.isPropertyDeclaration(parent))
}

function roomOf(path: string): string {
  return path.split('/')[1] ?? path
}

function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

/** The file that a relative specifier means, or undefined where there is none. */
function resolveFile(sources: Sources, from: string, specifier: string): string | undefined {
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  const base = parts.join('/')
  const plain = base.replace(/\.[cm]?js$/, '')
  return [base, `${base}.ts`, `${plain}.ts`, `${base}/index.ts`].find((path) => sources.has(path))
}

function checkImport(sources: Sources, walls: Walls, from: string, each: Import): string[] {
  const at = `${from}:${each.line}`
  const room = roomOf(from)
  const wall = walls.rooms[room]
  if (wall === undefined) return []
  const { specifier, type } = each
  if (specifier.startsWith('node:'))
    return wall.node || type ? [] : [`${at} imports ${specifier}: ${room} runs without Node`]
  if (!specifier.startsWith('.')) {
    const files = wall.packages?.[packageOf(specifier)]
    if (type || files?.test(from)) return []
    const where = files === undefined ? `${room} has no such package` : `only files like ${files} may`
    return [`${at} imports ${specifier} at run time: ${where}`]
  }
  const target = resolveFile(sources, from, specifier)
  // Outside src: JSON such as package.json or generated data, which imports nothing in turn.
  if (target === undefined) {
    return specifier.endsWith('.json') ? [] : [`${at} imports ${specifier}: no such file in src`]
  }
  const to = roomOf(target)
  if (to === room || wall.rooms.includes(to)) return []
  const types = wall.types?.includes(to) === true
  if (types && type) return []
  const may = types ? `only types of ${to}` : wall.rooms.join(', ') || 'no other room'
  return [`${at} imports ${target}: ${room} may import ${may}`]
}

/** One cycle for each group of files that import one another, as `a -> b -> a`. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const stack: string[] = []
  const cycles: string[] = []
  const visit = (path: string): void => {
    const at = stack.indexOf(path)
    if (at !== -1) cycles.push([...stack.slice(at), path].join(' -> '))
    if (at !== -1 || done.has(path)) return
    stack.push(path)
    for (const next of graph.get(path) ?? []) visit(next)
    stack.pop()
    done.add(path)
  }
  for (const path of graph.keys()) visit(path)
  return cycles
}

function findPackages(sources: Sources, files: ReadonlyMap<string, Read>, entry: string): string[] {
  const problems: string[] = []
  const via = new Map<string, string | undefined>([[entry, undefined]])
  // A Map goes on with what is added while it is walked.
  for (const path of via.keys()) {
    for (const { specifier, type } of files.get(path)?.imports ?? []) {
      const target = specifier.startsWith('.') ? resolveFile(sources, path, specifier) : undefined
      if (type) continue
      if (target !== undefined && !via.has(target)) via.set(target, path)
      if (specifier.startsWith('.')) continue
      const way: string[] = []
      for (let step: string | undefined = path; step !== undefined; step = via.get(step)) way.unshift(step)
      problems.push(`${entry} reaches the package ${specifier} at run time: ${way.join(' -> ')}`)
    }
  }
  return problems
}

/**
 * Every breach of the walls in some sources, as sentences with file and line.
 *
 * @example
 * inspect(new Map([['src/engine/a.ts', `import '../cli/b'`]]), { rooms: { engine: { rooms: [] } }, bare: [] })
 */
export function inspect(sources: Sources, walls: Walls): string[] {
  const files = new Map([...sources].map(([path, text]) => [path, read(path, text)]))
  const problems: string[] = []
  const graph = new Map<string, string[]>()
  for (const [path, { imports, evals }] of files) {
    if (walls.rooms[roomOf(path)] === undefined)
      problems.push(`${path} is in no room of the table: add it with its wall`)
    if (/^src\/.+\/index\.ts$/.test(path)) problems.push(`${path} is an inner barrel: import the file that is meant`)
    for (const { what, line } of evals) problems.push(`${path}:${line} uses ${what}: a strict policy bars it`)
    for (const each of imports) problems.push(...checkImport(sources, walls, path, each))
    const targets = imports.map(({ specifier }) => specifier.startsWith('.') && resolveFile(sources, path, specifier))
    graph.set(path, [...new Set(targets.filter((target) => typeof target === 'string'))])
  }
  problems.push(...findCycles(graph).map((cycle) => `${cycle} is a cycle`))
  for (const entry of walls.bare) problems.push(...findPackages(sources, files, entry))
  return problems
}
