import { describe, expect, it } from 'vitest'
import { createNotes } from '../../src/adapters/support/notes'
import { takePlain } from '../../src/adapters/support/plain'

function taken(input: unknown) {
  const notes = createNotes()
  return { plain: takePlain(input, 'order', notes), lost: notes.all().lost.map(({ code, path }) => [code, path]) }
}

describe('takePlain()', () => {
  it('leaves out what holds itself, where it does', () => {
    const order: Record<string, unknown> = { order_id: 'A-1' }
    order.self = order
    order.items = [{ order }, order.items]
    expect(taken(order)).toEqual({
      plain: { order_id: 'A-1', items: [{}, null] },
      lost: [
        ['wrong_type', 'order.self'],
        ['wrong_type', 'order.items[0].order'],
      ],
    })
  })

  it('takes what is there twice, also where something within cannot be read', () => {
    const item = { product_id: 'A' }
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(taken({ first: item, items: [item, item], odd: [proxy, proxy] })).toEqual({
      plain: { first: item, items: [item, item], odd: [null, null] },
      lost: [
        ['unreadable', 'order.odd[0]'],
        ['unreadable', 'order.odd[1]'],
      ],
    })
  })
})
