import { isUserId } from '../vocabulary/user-id'

/**
 * Who uses a browser: plain data, to be stored between pages as JSON.
 *
 * @example
 * const stored: IdentityState = { visitor_id: 'v1', user_id: 'ada', is_signed_in: false }
 * // Signed out, and still the same shopper.
 * identify(stored, {}, { create_visitor_id: () => 'v2' }).shopper_id // => 'ada'
 */
export interface IdentityState {
  readonly visitor_id: string
  /** The user that this visitor id identified as, for good; absent while there was none. */
  readonly user_id?: string | undefined
  /** Whether that user is signed in now: only then do events carry `user_id`. */
  readonly is_signed_in: boolean
}

/**
 * What happened to the identity.
 *
 * @example
 * const signsIn: IdentityHit = { user_id: 'ada' }
 * const signsOut: IdentityHit = { user_id: null }
 * const { state } = identify(undefined, signsIn, { create_visitor_id: () => 'v1' })
 * identify(state, signsOut, { create_visitor_id: () => 'v2' }).state.is_signed_in // => false
 */
export interface IdentityHit {
  /** A user's id: signed in as. `null`: signed out. Absent, or no {@link isUserId}: nothing happened. */
  readonly user_id?: string | null | undefined
}

/**
 * Options of {@link identify}.
 *
 * @example
 * const options: IdentifyOptions = { create_visitor_id: () => crypto.randomUUID() }
 * identify(undefined, {}, options).is_new_visitor // => true
 */
export interface IdentifyOptions {
  /** Makes a visitor id; called for the first one, and when a second user signs in. */
  readonly create_visitor_id: () => string
}

/**
 * What {@link identify} gives.
 *
 * @example
 * const before = { visitor_id: 'v1', is_signed_in: false }
 * const step: IdentityStep = identify(before, { user_id: 'ada' }, { create_visitor_id: () => 'v2' })
 * // What was kept for `v1` is to be merged into what is kept for `ada`.
 * step.merged_shopper_id // => 'v1'
 */
export interface IdentityStep {
  readonly state: IdentityState
  /** The `user_id` that the visitor id first identified as, else the visitor id. */
  readonly shopper_id: string
  /** Whether the visitor id is new: whatever is kept for the old one (visit, cart, segments) is another shopper's. */
  readonly is_new_visitor: boolean
  /** The shopper id until now, where the same shopper has another from now on: their states are to be merged. */
  readonly merged_shopper_id: string | undefined
}

/**
 * Who a shopper is from now on. Pure but for the port that makes ids.
 *
 * `shopper_id` is the `user_id` that a visitor id first identified as, else the visitor id (DESIGN.md section 2).
 * Signing out does not change the shopper. A second user on the same visitor id is another person at the same
 * browser: the visitor id is replaced, and nothing of the first one's is theirs.
 *
 * @param state Absent on a browser's first visit.
 *
 * @example
 * const options = { create_visitor_id: () => 'v2' }
 * const anonymous = { visitor_id: 'v1', is_signed_in: false }
 * const ada = identify(anonymous, { user_id: 'ada' }, options)
 * ada.shopper_id // 'ada', and ada.merged_shopper_id is 'v1'
 * identify(ada.state, { user_id: null }, options).shopper_id // => 'ada'
 * identify(ada.state, { user_id: 'bob' }, options).state.visitor_id // => 'v2'
 */
export function identify(state: IdentityState | undefined, hit: IdentityHit, options: IdentifyOptions): IdentityStep {
  const step = nextIdentity(state, hit, options)
  const [was, shopper_id] = [state, step.state].map((one) => one?.user_id ?? one?.visitor_id)
  const merged_shopper_id = step.is_new_visitor || was === shopper_id ? undefined : was
  return { ...step, shopper_id: shopper_id!, merged_shopper_id }
}

/** The same, as much of it as a tracker needs. */
export function nextIdentity(
  state: IdentityState | undefined,
  hit: IdentityHit,
  options: IdentifyOptions,
): Pick<IdentityStep, 'state' | 'is_new_visitor'> {
  const user_id = isUserId(hit.user_id) ? hit.user_id : undefined
  // Stored state may be anything.
  const isNew = !state?.visitor_id || !!(user_id && state.user_id && user_id !== state.user_id)
  const before: IdentityState = isNew ? { visitor_id: options.create_visitor_id(), is_signed_in: false } : state
  const { visitor_id, is_signed_in } = before
  const next: IdentityState = user_id
    ? { visitor_id, user_id, is_signed_in: true }
    : { ...before, is_signed_in: is_signed_in && hit.user_id !== null }
  return { state: next, is_new_visitor: isNew }
}
