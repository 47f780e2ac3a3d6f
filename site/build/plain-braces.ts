import type { MarkdownRenderer } from 'vitepress'

/** Has two braces in the prose of a page mean themselves, as in dbt's templates, and not what the generator computes. */
export function plainBraces({ renderer: { rules } }: MarkdownRenderer): void {
  for (const name of ['text', 'code_inline'] as const) {
    const render = rules[name]!
    rules[name] = (...token) => render(...token).replaceAll('{{', '&#123;&#123;')
  }
}
