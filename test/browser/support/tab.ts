import { setTimeout } from 'node:timers/promises'
import type { Send } from './devtools'

/** A tab, as a person has it: nothing tells it that it has the focus, and it is hidden when another is in front. */
export interface Tab {
  /** Commands of the DevTools protocol, for what the rest of this has not. */
  readonly send: Send
  /** Runs an expression in the page; a promise is awaited. What it gives comes through JSON. */
  readonly evaluate: <T = void>(expression: string) => Promise<T>
  /** Waits until an expression holds in the page, across navigations. @throws Error after `patience_ms`. */
  readonly until: (expression: string, patience_ms?: number) => Promise<void>
  /** Goes to an address, and waits until the page has loaded. */
  readonly goTo: (url: string) => Promise<void>
  /** Goes one step back in the tab's history; the page may come from the back/forward cache. */
  readonly goBack: () => Promise<void>
  /** Brings the tab to the front of its window, which hides the one that was there. */
  readonly show: () => Promise<void>
  /** Cuts the page off the network, or connects it again: `navigator.onLine` says so, and `online` and `offline` are fired. */
  readonly setOffline: (offline: boolean) => Promise<void>
  /** Freezes the page as a browser does with tabs long hidden: no timer and no task runs until `thaw()`. */
  readonly freeze: () => Promise<void>
  readonly thaw: () => Promise<void>
  /** Closes the tab as its cross does, and waits until it has gone. */
  readonly close: () => Promise<void>
}

const step_ms = 25

/**
 * Drives a tab that is attached already.
 *
 * @param send The tab's session.
 * @param target Its id, and how to speak to the browser itself.
 */
export function driveTab(send: Send, target: { readonly id: string; readonly browser: Send }): Tab {
  const evaluate = async <T>(expression: string): Promise<T> => {
    const options = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
    const { result, exceptionDetails } = await send('Runtime.evaluate', options)
    if (exceptionDetails !== undefined) {
      throw new Error(`Cannot run "${expression}": ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
    }
    return result.value as T
  }
  const until = async (expression: string, patience_ms = 20_000) => {
    for (const end = Date.now() + patience_ms; ; await setTimeout(step_ms)) {
      // A page that is just being left cannot be asked.
      if (await evaluate<boolean>(`Boolean(${expression})`).catch(() => false)) return
      if (Date.now() > end) throw new Error(`Cannot see "${expression}": not within ${patience_ms} ms`)
    }
  }
  const goTo = async (url: string) => {
    const { errorText } = await send('Page.navigate', { url })
    if (errorText !== undefined) throw new Error(`Cannot go to "${url}": ${errorText}`)
    await until(`document.readyState === 'complete'`)
  }
  const goBack = async () => {
    const { currentIndex, entries } = await send('Page.getNavigationHistory')
    const entry = entries[currentIndex - 1]
    if (entry === undefined) throw new Error('Cannot go back: this is the first page of the tab')
    await send('Page.navigateToHistoryEntry', { entryId: entry.id })
    await until(`location.href === ${JSON.stringify(entry.url)} && document.readyState === 'complete'`)
  }
  const setOffline = async (offline: boolean) => {
    await send('Network.enable')
    const conditions = { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await send('Network.emulateNetworkConditions', conditions)
  }
  const close = async () => {
    await target.browser('Target.closeTarget', { targetId: target.id })
    for (;;) {
      const { targetInfos } = await target.browser('Target.getTargets')
      if (targetInfos.every(({ targetId }) => targetId !== target.id)) return
      await setTimeout(step_ms)
    }
  }
  return {
    send,
    evaluate,
    until,
    goTo,
    goBack,
    setOffline,
    close,
    show: async () => void (await target.browser('Target.activateTarget', { targetId: target.id })),
    freeze: async () => void (await send('Page.setWebLifecycleState', { state: 'frozen' })),
    thaw: async () => void (await send('Page.setWebLifecycleState', { state: 'active' })),
  }
}
