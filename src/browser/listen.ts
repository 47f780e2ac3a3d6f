/**
 * Listens to several types of events; gives what stops it.
 *
 * @param types Names, with spaces between.
 *
 * @example
 * const stop = listen(window, 'online offline', (event) => console.log(event.type))
 */
export function listen<Seen extends Event>(
  target: EventTarget,
  types: string,
  act: (event: Seen) => void,
  capture = false,
): () => void {
  const each = (method: 'addEventListener' | 'removeEventListener') => {
    for (const type of types.split(' ')) target[method](type, act as (event: Event) => void, capture)
  }
  each('addEventListener')
  return () => each('removeEventListener')
}
