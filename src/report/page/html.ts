/** HTML that may stand in a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text of any origin, HTML, or a list of these. */
export type Part = string | number | Html | null | readonly Part[]

/**
 * HTML with whatever is put in escaped, unless it is HTML itself: the one way that text comes into the page.
 *
 * @example
 * html`<p>${'<script>'}</p>`.text // '<p>&#60;script&#62;</p>'
 */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(pieces.reduce((text, piece, i) => `${text}${said(parts[i - 1]!)}${piece}`))
}

/**
 * HTML that was made elsewhere and is known to be safe, such as a drawing.
 *
 * @example
 * raw('<svg></svg>')
 */
export function raw(text: string): Html {
  return new Html(text)
}

function said(part: Part): string {
  if (part === null) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(said).join('')
  return escaped(String(part))
}

// What ends a text or an attribute; and what turns the direction of writing, by which a name could show what it is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[&<>"'`\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

function escaped(text: string): string {
  return text.replace(UNSAFE, (found) => (/[&<>"'`]/.test(found) ? `&#${found.charCodeAt(0)};` : '\ufffd'))
}
