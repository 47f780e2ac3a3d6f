import { tracker } from '../tracking'
import { saved } from './saved'

/** Somebody who has an account: known in this browser alone, as the shop has no server of its own. */
export interface Account {
  /** What the tracker knows them by; never the address. */
  readonly user_id: string
  readonly name: string
  readonly email: string
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const known = saved<readonly Account[]>('accounts', (stored) =>
  (Array.isArray(stored) ? stored : []).filter(
    (each) => isText(each?.user_id) && isText(each?.name) && isText(each?.email),
  ),
)
const current = saved('signed-in', (stored) => (isText(stored) ? stored : undefined))

/** Who is signed in. */
export const account = {
  current: (): Account | undefined => known.get().find(({ user_id }) => user_id === current.get()),
  signUp(name: string, email: string): Account {
    const made = { user_id: `u-${crypto.randomUUID().slice(0, 13)}`, name: name.trim(), email: plain(email) }
    known.set([...known.get().filter((each) => each.email !== made.email), made])
    begin(made)
    tracker.track('signed_up', { method: 'email' })
    return made
  },
  /** Gives nobody where the address has no account. */
  logIn(email: string): Account | undefined {
    const found = known.get().find((each) => each.email === plain(email))
    if (!found) return undefined
    begin(found)
    tracker.track('logged_in', { method: 'email' })
    return found
  },
  logOut() {
    tracker.track('logged_out')
    tracker.identify(null)
    current.set(undefined)
  },
  onChange: current.onChange,
}

function begin({ user_id }: Account): void {
  // First who it is, then what they did: another user in the same browser is another shopper.
  tracker.identify(user_id)
  current.set(user_id)
}

const plain = (email: string) => email.trim().toLowerCase()
