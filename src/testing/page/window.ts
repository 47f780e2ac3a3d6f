import { Listeners } from './listeners'

/** What a page says of itself. */
export interface PageFacts {
  /** The address, absolute. */
  readonly url: string
  readonly referrer: string
  readonly title: string
}

/** An address as `location` gives it; it changes by `history` alone. */
class FakeLocation {
  #url: URL

  constructor(url: string) {
    this.#url = new URL(url)
  }

  get href(): string {
    return this.#url.href
  }
  get origin(): string {
    return this.#url.origin
  }
  get protocol(): string {
    return this.#url.protocol
  }
  get host(): string {
    return this.#url.host
  }
  get hostname(): string {
    return this.#url.hostname
  }
  get pathname(): string {
    return this.#url.pathname
  }
  get search(): string {
    return this.#url.search
  }
  get hash(): string {
    return this.#url.hash
  }
  /** Goes to another address of the same page. */
  move(url: string | URL | null | undefined): void {
    const next = new URL(`${url ?? ''}`, this.#url)
    if (next.origin !== this.#url.origin) throw new DOMException('Another origin', 'SecurityError')
    this.#url = next
  }
  toString(): string {
    return this.href
  }
}

/** The history of a tab, forwards only; its methods are on the prototype, where scripts wrap them. */
class FakeHistory {
  state: unknown = null
  length = 1
  readonly #location: FakeLocation

  constructor(location: FakeLocation) {
    this.#location = location
  }

  pushState(state: unknown, _: string, url?: string | URL | null): void {
    this.#location.move(url)
    this.state = state
    this.length += 1
  }
  replaceState(state: unknown, _: string, url?: string | URL | null): void {
    this.#location.move(url)
    this.state = state
  }
}

const WIDTH = 1920
const HEIGHT = 1080

/** Runs code in the tab. */
type RunInTab = (act: () => void) => void

class FakeDocument extends Listeners {
  visibilityState: 'visible' | 'hidden' = 'visible'
  readonly readyState = 'complete'
  readonly prerendering = false
  title: string
  readonly referrer: string
  /** As high as the window: a test that scrolls says how long its page is. */
  readonly documentElement = { scrollTop: 0, scrollHeight: HEIGHT, clientHeight: HEIGHT, clientWidth: WIDTH }

  constructor({ title, referrer }: PageFacts, run: RunInTab) {
    super(run)
    this.title = title
    this.referrer = referrer
  }

  get hidden(): boolean {
    return this.visibilityState === 'hidden'
  }
}

/** A window without a page to draw: what trackers and plugins listen to and ask. */
export class FakeWindow extends Listeners {
  readonly document: FakeDocument
  readonly location: FakeLocation
  readonly history: FakeHistory
  readonly screen = { width: WIDTH, height: HEIGHT }
  readonly window = this
  readonly self = this
  // Nothing is drawn, so nothing changes these but the test.
  scrollX = 0
  scrollY = 0
  innerWidth = WIDTH
  innerHeight = HEIGHT

  constructor(facts: PageFacts, run: RunInTab) {
    super(run)
    this.document = new FakeDocument(facts, run)
    this.location = new FakeLocation(facts.url)
    this.history = new FakeHistory(this.location)
  }

  /** How many listen, to the window or to the document. */
  get listening(): number {
    return this.count + this.document.count
  }

  /** Has something happen to the document, and rise to the window. */
  befall(type: string, fields: object = {}): void {
    this.document.dispatchEvent(Object.assign(new Event(type), fields))
    this.dispatchEvent(Object.assign(new Event(type), fields))
  }

  /** Has something happen to the window alone. */
  befallWindow(type: string, fields: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), fields))
  }
}
