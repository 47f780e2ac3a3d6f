/**
 * Has a method of the history say when it was called. The returned function puts back exactly what was there; where
 * another script has wrapped the method since, it stays in their chain and says nothing any more.
 *
 * @param act Called after each call that did not throw. Must not throw.
 *
 * @example
 * const restore = wrapHistory(history, 'pushState', () => console.log(location.href))
 */
export function wrapHistory(history: History, name: 'pushState' | 'replaceState', act: () => void): () => void {
  const own = Object.getOwnPropertyDescriptor(history, name)
  let isOn = true
  const wrapped: History['pushState'] = function (this: History, ...call) {
    // Looked up at each call, so that a wrapper put on the prototype later has its turn.
    const method: History['pushState'] = own?.value ?? Object.getPrototypeOf(history)[name]
    method.apply(this, call)
    if (isOn) act()
  }
  // Reflect gives false where a shop has frozen its globals; an assignment would throw.
  Reflect.set(history, name, wrapped)
  return () => {
    isOn = false
    if (history[name] !== wrapped) return
    if (own) Reflect.defineProperty(history, name, own)
    else Reflect.deleteProperty(history, name)
  }
}
