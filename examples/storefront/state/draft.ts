import { account } from './account'
import { type Details, orderBook } from './orders'
import { saved } from './saved'

interface Draft {
  readonly details: Details
  /** Of the checkout that has begun. */
  readonly id: string | undefined
}

const EMPTY: Details = { email: '', name: '', street: '', city: '', shipping: 'standard', payment: 'card' }

const kept = saved<Draft>('checkout', (stored) => {
  const { details, id } = Object(stored) as Partial<Draft>
  return { details: readDetails(details), id: typeof id === 'string' ? id : undefined }
})

function readDetails(stored: unknown): Details {
  const given = Object(stored) as Partial<Record<keyof Details, unknown>>
  const text = (name: keyof Details) => (typeof given[name] === 'string' ? (given[name] as string) : EMPTY[name])
  return {
    email: text('email'),
    name: text('name'),
    street: text('street'),
    city: text('city'),
    shipping: given.shipping === 'express' ? 'express' : 'standard',
    payment: text('payment'),
  }
}

/** What was typed in the checkout so far: it is still there when the shopper comes back. */
export const draft = {
  get(): Details {
    const { details } = kept.get()
    const { email = '', name = '' } = account.current() ?? {}
    return { ...details, email: details.email || email, name: details.name || name }
  },
  set: (details: Partial<Details>) => kept.set({ ...kept.get(), details: { ...draft.get(), ...details } }),
  /** Fills in what the last order said. */
  takeFromLast() {
    const last = orderBook.latest()
    if (last) draft.set(last.details)
  },
  isBegun: () => kept.get().id !== undefined,
  begin: () => kept.set({ ...kept.get(), id: crypto.randomUUID() }),
  id: () => kept.get().id ?? '',
  end: () => kept.set({ ...kept.get(), id: undefined }),
}
