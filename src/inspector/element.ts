/** Attributes by name; true is an attribute without a value, false and undefined none. */
export type Attributes = { readonly [name: string]: string | boolean | undefined }

/**
 * Makes an element, with text and elements in it. No markup is parsed, so that nothing an event says becomes any, and
 * pages that require Trusted Types pass.
 *
 * @example
 * element('button', { type: 'button', class: 'quiet' }, 'Send now')
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value)
  made.append(...children)
  return made
}

/** Sets an attribute, or takes it away, where it is not so yet. */
export function setAttribute(of: Element, name: string, value: string | boolean | undefined): void {
  const text = value === true ? '' : value
  if (text === undefined || text === false) of.removeAttribute(name)
  else if (of.getAttribute(name) !== text) of.setAttribute(name, text)
}

/** Sets an element's text where it is another. */
export function setText(of: Element, text: string): void {
  if (of.textContent !== text) of.textContent = text
}

/** A button of one's own look. */
export function button(label: string, attributes: Attributes = {}): HTMLButtonElement {
  return element('button', { type: 'button', ...attributes }, label)
}
