/**
 * The page's one script: shows the numbers of a mark that is pointed at, and lets the arrow keys go through the marks of a
 * chart that has the focus. Without it the page is the same; the numbers stand in the tables too.
 */
export const SCRIPT = `
const tip = document.getElementById('tip')
let mark = null
const show = (next) => {
  if (mark) mark.classList.remove('on')
  mark = next
  tip.hidden = !mark
  if (!mark) return
  mark.classList.add('on')
  tip.textContent = mark.dataset.tip
  const box = mark.getBoundingClientRect()
  const { width, height } = tip.getBoundingClientRect()
  const room = document.documentElement.clientWidth - width - 8
  const above = box.top - height - 8
  tip.style.left = Math.max(8, Math.min(room, box.left + box.width / 2 - width / 2)) + 'px'
  tip.style.top = (above > 8 ? above : Math.min(innerHeight - height - 8, box.bottom + 8)) + 'px'
}
const marksOf = (plot) => [...plot.querySelectorAll('[data-tip]')].filter((one) => one.getClientRects().length)
for (const plot of document.querySelectorAll('.plot')) {
  plot.addEventListener('pointerover', ({ target }) => show(target.closest('[data-tip]')))
  plot.addEventListener('pointerleave', () => show(null))
  plot.addEventListener('focus', () => plot.matches(':focus-visible') && show(marksOf(plot)[0] ?? null))
  plot.addEventListener('blur', () => show(null))
  plot.addEventListener('keydown', (event) => {
    const marks = marksOf(plot)
    const at = marks.indexOf(mark)
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[event.key]
    if (event.key === 'Escape') show(null)
    if (to === undefined) return
    event.preventDefault()
    show(marks[Math.max(0, Math.min(marks.length - 1, to))] ?? null)
  })
}
addEventListener('scroll', () => mark && show(document.activeElement?.contains(mark) ? mark : null), { passive: true })
addEventListener('beforeprint', () => { for (const each of document.querySelectorAll('figure details')) each.open = true })
`
