import { type Child, h } from '../dom'
import { known } from '../personalise/known'
import { renderers, type SlotContext, type SlotName } from '../personalise/renderers'

interface Slot {
  readonly node: HTMLElement
  readonly fill: () => void
}

const slots = new Set<Slot>()

/** So many treatments have room in a slot. */
const ROOM: Readonly<Record<SlotName, number>> = {
  strip: 1,
  feature: 1,
  home: 4,
  listing: 2,
  buy: 1,
  product: 5,
  cart: 3,
  order: 6,
  account: 4,
}

/**
 * A place for treatments, filled with those that are due and belong there, in the playbook's order, and again whenever
 * others are due. What is there stays while it is due, so that nothing closes under somebody who reads it.
 *
 * @param instead What stands there while nothing is due.
 */
export function slot(name: SlotName, context: SlotContext = {}, instead: () => Child = () => undefined): HTMLElement {
  const node = h('div', { class: `slot ${name}`, 'data-slot': name })
  let shown = '?'
  const fill = () => {
    const due = known.due().filter(({ treatment }) => renderers[name][treatment])
    const blocks: HTMLElement[] = []
    const names: string[] = []
    for (const each of due) {
      if (blocks.length === ROOM[name]) break
      const block = renderers[name][each.treatment]!(each, context)
      if (block) blocks.push(block)
      if (block) names.push(`${each.treatment} ${each.why.name}`)
    }
    const key = names.join()
    if (key === shown) return
    shown = key
    const fallback = blocks.length ? [] : [instead()]
    node.replaceChildren(...h('div', {}, ...blocks, ...fallback).childNodes)
  }
  fill()
  slots.add({ node, fill })
  return node
}

/** Has every slot of the page look at what is due. */
export function fillSlots(): void {
  for (const each of slots) {
    if (each.node.isConnected) each.fill()
    else slots.delete(each)
  }
}
