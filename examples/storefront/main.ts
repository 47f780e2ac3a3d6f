/** The shop in a page: the parts that every page has, and the page of the address between them. */
import { h } from './dom'
import { notFoundPage } from './pages/not-found'
import { routes } from './pages/routes'
import { chatParts } from './parts/chat'
import { consentBanner } from './parts/consent-banner'
import { footer } from './parts/footer'
import { header, markWay } from './parts/header'
import { fillSlots, slot } from './parts/slot'
import { toastBar } from './parts/toast'
import { known } from './personalise/known'
import { findPage, startRouter } from './router'
import { openInspector, tracker } from './tracking'

const main = h('main', { id: 'main' })
const plainStrip = () => h('p', {}, 'Free delivery from €100 · 30 days to change your mind · Repairs for life')
const strip = slot('strip', {}, plainStrip)

/** The treatments that change a whole page: for them it is drawn again where they are known only after it was drawn. */
const LARGE = ['sale_first', 'one_click']
let drawn = ''
let isFluid = false
const large = () => LARGE.filter((name) => known.isDue(name)).join()

function show(isNew: boolean): void {
  const { pathname } = location
  const { title, node, viewed, isFluid: isSo = false } = findPage(routes, location) ?? notFoundPage()
  isFluid = isSo
  document.title = `${title} · Larkspur`
  drawn = large()
  main.replaceChildren(node)
  document.body.classList.toggle('in-checkout', pathname.startsWith('/checkout'))
  markWay(pathname)
  fillSlots()
  if (!isNew) return
  if (isStarted) {
    scrollTo(0, 0)
    main.querySelector('h1')?.focus({ preventScroll: true })
  }
  viewed?.()
}

let isStarted = false
let isReady = false
document.body.append(
  h('a', { class: 'skip', href: '#main' }, 'To the content'),
  header(),
  strip,
  main,
  footer(),
  ...chatParts(),
  consentBanner,
  toastBar,
)
startRouter(show)
isStarted = true

let wasSimulated = false
known.onChange(() => {
  const { is_ready } = known.view()
  // What earlier visits have shown comes a moment after the page, and a persona whenever the inspector says so: then the page
  // is drawn as it would have been. Later on nothing that somebody looks at changes its place.
  const isOther = (is_ready && !isReady) || wasSimulated || known.isSimulated()
  isReady = is_ready
  wasSimulated = known.isSimulated()
  if (isOther && isFluid && large() !== drawn) show(false)
  fillSlots()
})

if (new URLSearchParams(location.search).has('inspect')) void openInspector(known.simulate)
// To try things in the console: `tracker.ledger()`, `tracker.explain('bargain_hunter')`.
Object.assign(globalThis, { tracker })
