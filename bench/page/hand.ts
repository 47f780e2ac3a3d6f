import type { Start } from './tracker'

/** What a shop's own programmer would write: twenty lines that lose events whenever something goes wrong. */
export const start: Start = (endpoint) => {
  localStorage.visitor ??= crypto.randomUUID()
  const visitor_id: string = localStorage.visitor
  const session_id = crypto.randomUUID()
  let queue: object[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (keepalive = false) => {
    clearTimeout(timer)
    timer = undefined
    if (!queue.length) return
    const body = JSON.stringify({ events: queue })
    queue = []
    fetch(endpoint, { method: 'POST', body, keepalive }).catch(() => {})
  }
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush(true))
  return (name, props) => {
    const page = { url: location.href, title: document.title, referrer: document.referrer }
    queue.push({ id: crypto.randomUUID(), name, time: Date.now(), visitor_id, session_id, page, props })
    timer ??= setTimeout(flush, 1000)
  }
}
