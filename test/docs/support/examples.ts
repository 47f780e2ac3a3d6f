import { join } from 'node:path'
import ts from 'typescript'
import { root } from './markdown'
import { ENTRIES } from './snippets'

/** What each entry exports, by its name. */
type Exports = ReadonlyMap<string, readonly ts.Symbol[]>

/** An `@example` as a snippet: with imports of the public names that it uses and does not bind. */
export type Example = readonly [name: string, code: string]

const parse = (code: string) => ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true)

/** Whether an identifier is where a name is made rather than used. */
function isBinding({ parent }: ts.Identifier): boolean {
  return (
    ts.isVariableDeclaration(parent) ||
    ts.isBindingElement(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent)
  )
}

/** Whether an identifier is a key or a member of something: no name of its own. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node
  const named =
    ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)
  return named && parent.name === node
}

/** The names that code uses and does not bind. */
function freeNames(code: string): string[] {
  const [bound, used] = [new Set<string>(), new Set<string>()]
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isMember(node)) {
      const isMade = isBinding(node) && (node.parent as ts.NamedDeclaration).name === node
      ;(isMade ? bound : used).add(node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(parse(code))
  return [...used].filter((name) => !bound.has(name))
}

/** Imports from the entry whose example it is, else from the core, else from whichever has the name. */
function withImports(code: string, own: string, exportsOf: Exports): string {
  const imports = freeNames(code).flatMap((name) => {
    for (const entry of [own, 'aisle', ...exportsOf.keys()]) {
      const found = exportsOf.get(entry)?.find((symbol) => symbol.name === name)
      if (found) return [`import { type ${name} } from '${entry}'`.replace(isType(found) ? '' : 'type ', '')]
    }
    return []
  })
  return [code, ...imports].join('\n')
}

let checker: ts.TypeChecker

const declared = (symbol: ts.Symbol) =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

const isType = (symbol: ts.Symbol) => !(declared(symbol).flags & ts.SymbolFlags.Value)

function examplesOf(symbol: ts.Symbol): string[] {
  const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === 'example')
  return tags.map(({ text }) => ts.displayPartsToString(text).trim())
}

/** Every `@example` of what the entries export, each once. */
export function examples(): Example[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const files = Object.values(ENTRIES).map((file) => join(root, file))
  const program = ts.createProgram(files, options)
  checker = program.getTypeChecker()
  const symbolsOf = (file: string) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(join(root, file))!)!)
  const exportsOf = new Map(Object.entries(ENTRIES).map(([entry, file]) => [entry, symbolsOf(file)]))
  const seen = new Set<ts.Symbol>()
  return [...exportsOf].flatMap(([entry, symbols]) =>
    symbols.flatMap((symbol) => {
      const meant = declared(symbol)
      if (seen.has(meant)) return []
      seen.add(meant)
      return examplesOf(meant).map((text, place): Example => {
        const code = text.replace(/^```\w*\n([\s\S]*?)\n```$/, '$1')
        const name = `${entry}-${symbol.name}${place > 0 ? `-${place + 1}` : ''}`
        return [name.replaceAll('/', '-'), withImports(code, entry, exportsOf)]
      })
    }),
  )
}
