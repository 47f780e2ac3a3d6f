import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A page of the repository. */
export interface Page {
  /** From the root: `docs/api.md`. */
  readonly path: string
  readonly text: string
}

/** A block of code in a page. */
export interface Snippet {
  readonly language: string
  readonly code: string
  /** The page's line on which the code begins, from 1. */
  readonly line: number
}

const FOLDERS = ['docs', 'site', 'bench', 'examples', 'test/cases', 'src']

function pagesIn(folder: string, recursive: boolean): Page[] {
  return readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** Every page. */
export const pages: readonly Page[] = [...pagesIn('.', false), ...FOLDERS.flatMap((folder) => pagesIn(folder, true))]

/** The page at a path from the root. */
export function page(path: string): Page {
  const found = pages.find((each) => each.path === path)
  if (found === undefined) throw new Error(`Cannot read "${path}": no such page`)
  return found
}

const FENCE = /^```(\w*)[^\n]*\n(.*?)^```$/gms

/** The fenced blocks of a page. */
export function snippetsOf({ text }: Page): Snippet[] {
  return [...text.matchAll(FENCE)].map((found) => ({
    language: found[1]!,
    code: found[2]!,
    line: text.slice(0, found.index).split('\n').length + 1,
  }))
}

/** The targets of a page's links; what stands in code is none. */
export function linksOf({ text }: Page): string[] {
  const prose = text.replace(FENCE, '').replace(/`[^`\n]*`/g, 'code')
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map((found) => found[1]!)
}

/** The anchors of a page's headings, made as GitHub makes them. */
export function anchorsOf({ text }: Page): string[] {
  const headings = text.replace(FENCE, '').matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
