/** What an element may have in it. */
export type Child = Node | string | number | false | null | undefined | readonly Child[]

/** Attributes by name; those that begin with `on` are listeners. */
export interface Attributes {
  readonly [name: string]: string | number | boolean | undefined | ((event: Event) => void)
}

/**
 * Makes an element. Every text becomes a text node and every value an attribute: nothing is ever parsed as markup, so that
 * what shoppers type (a search, a review) stays what it is, and pages that require Trusted Types pass.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value))
  }
  append(made, children)
  return made
}

function append(to: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(to, child)
    else if (child instanceof Node) to.append(child)
    else if (child || child === 0) to.append(String(child))
  }
}
