/**
 * JSON as a person writes it: what fits stays on one line.
 *
 * @param width Characters of a line, from its indentation on.
 * @default width 64
 */
export function formatJson(value: unknown, width = 64, indent = ''): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  if (line.length + indent.length <= width || typeof value !== 'object' || value === null) return line
  const deeper = `${indent}  `
  const isList = Array.isArray(value)
  const parts = Object.entries(value).map(
    ([key, part]) => `${deeper}${isList ? '' : `${JSON.stringify(key)}: `}${formatJson(part, width, deeper)}`,
  )
  const [open, close] = isList ? '[]' : '{}'
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`
}
