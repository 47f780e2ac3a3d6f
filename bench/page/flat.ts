import type { EventProps } from './tracker'

/** Properties with those of the product among them, for trackers that take no more than one level. */
export function flat({ product, ...props }: EventProps): Record<string, string | number> {
  return { ...props, ...(product as object) } as Record<string, string | number>
}
