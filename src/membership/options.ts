import { compile } from '../engine/compile'
import type { Engine } from '../engine/compile-checked'
import { type Group, groupKey, groupsOf, limitToGroups } from '../history/groups'
import type { AisleDocument } from '../language/ast'
import type { MembershipChange } from './change'
import { refuseOption } from './refuse-option'
import { doesWant, type MembershipTarget } from './target'

/**
 * Where a membership keeps what it knows: texts by key. What fails rejects.
 *
 * @example
 * ```ts
 * const kept = new Map<string, string>() // in memory: for tests, as it does not outlive a crash
 * const store: MembershipStore = {
 *   update: async (keys, change) => {
 *     const changed = change(keys.map((key) => kept.get(key)))
 *     for (const [key, text] of Object.entries(changed)) text === undefined ? kept.delete(key) : kept.set(key, text)
 *   },
 *   keys: async () => [...kept.keys()],
 *   read: async (keys) => keys.map((key) => kept.get(key)),
 *   close: async () => {},
 * }
 * ```
 */
export interface MembershipStore {
  /**
   * Reads some texts, undefined where there is none, and writes others in one step, whatever else goes on meanwhile: all of
   * them or none. Undefined takes a text away. Settles when they outlive a crash.
   */
  update(
    keys: readonly string[],
    change: (texts: readonly (string | undefined)[]) => { readonly [key: string]: string | undefined },
  ): Promise<void>
  /** All keys. */
  keys(): Promise<readonly string[]>
  /** The texts of these keys in this order. */
  read(keys: readonly string[]): Promise<readonly (string | undefined)[]>
  /** Settles when all is kept and nothing is open any more. */
  close(): Promise<void>
}

/**
 * Options of {@link openMembership}: either `folder` or `store`.
 *
 * @example
 * ```ts
 * const optionsOf = (target: MembershipTarget): MembershipOptions => ({
 *   definitions: builtin,
 *   groups: ['cart_abandoner', 'purchase_journey'], // nothing else is worked out
 *   folder: '/var/lib/shop/membership',
 *   targets: [target],
 * })
 * ```
 */
export interface MembershipOptions {
  /** What is decided. */
  readonly definitions: AisleDocument
  /**
   * Only these: segments, stage sets, or stages as `set.stage`. What they do not rest on is neither worked out nor kept.
   * @default all of the document
   */
  readonly groups?: readonly string[] | undefined
  /** Where changes go. */
  readonly targets: readonly MembershipTarget[]
  /** A folder of this process's own, on a local disk, made where it is missing. */
  readonly folder?: string | undefined
  /** Another place to keep what is known in. */
  readonly store?: MembershipStore | undefined
  /**
   * How long is waited for events that come late, in milliseconds: what comes within it is told of in the right order, at its
   * exact instant. So much later changes are told.
   * @default 60_000: a tracker's batch, and its first tries again
   */
  readonly delay_ms?: number | undefined
  /**
   * How long a target may take to answer, in milliseconds.
   * @default 10_000
   */
  readonly timeout_ms?: number | undefined
  /**
   * How long a change is tried to be told, in milliseconds; then it is dropped, and counted.
   * @default 259_200_000, three days
   */
  readonly give_up_ms?: number | undefined
  /**
   * The most shoppers: beyond that those who were not seen for the longest are forgotten, and counted.
   * @default 200_000
   */
  readonly max_shoppers?: number | undefined
  /**
   * The most that is kept of one shopper, in characters: events beyond that are not taken, and counted. No sender can make it
   * grow.
   * @default 262_144
   */
  readonly max_record_length?: number | undefined
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined
  /**
   * Told of what was not as it should be, each kind once.
   * @default reports to the console
   */
  readonly on_error?: ((error: Error) => void) | undefined
}

const DEFAULTS = {
  delay_ms: 60_000,
  timeout_ms: 10_000,
  give_up_ms: 259_200_000,
  max_shoppers: 200_000,
  max_record_length: 2 ** 18,
}

/** Options with what they are by default. */
export type FullMembershipOptions = typeof DEFAULTS & {
  readonly engine: Engine
  /** Names of the targets that want to hear of a change. */
  readonly audienceOf: (change: MembershipChange) => readonly string[]
  readonly targets: readonly MembershipTarget[]
  readonly now: () => number
}

/** Told what could not be done, and why. */
type OnError = (what: string, cause: unknown) => void

/** A timer that is set for longer goes off at once. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * Fills in what is not said.
 *
 * @throws TypeError with code `invalid_membership_options`; DefinitionError where definitions have mistakes; RangeError with
 * code `invalid_history` for a group that they do not have.
 *
 * @example
 * fullOptions({ definitions: builtin, folder: '/var/lib/shop/membership', targets }, report.error).delay_ms // 60000
 */
export function fullOptions(options: MembershipOptions, on_error: OnError): FullMembershipOptions {
  const { definitions, groups: names, targets, folder, store, now = Date.now } = options
  if ((folder === undefined) === (store === undefined))
    refuseOption('folder', folder === undefined ? 'nothing' : 'a store as well', 'either a folder or a store')
  if (folder !== undefined && (typeof folder !== 'string' || !folder)) refuseOption('folder', folder, 'a folder')
  if (!Array.isArray(targets) || !targets[0] || !targets.every(isTarget))
    refuseOption('targets', targets, 'a list of at least one target, with name and send')
  if (new Set(targets.map(({ name }) => name)).size < targets.length)
    refuseOption('targets', 'two of one name', 'a name of its own for each')
  const numbers = { ...DEFAULTS }
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    const value = options[name] ?? DEFAULTS[name]
    if (!(Number.isSafeInteger(value) && value >= (name === 'delay_ms' ? 0 : 1)))
      refuseOption(name, value, name === 'delay_ms' ? 'whole milliseconds from 0' : 'a whole number from 1')
    numbers[name] = value
  }
  if (numbers.timeout_ms > LONGEST_MS) refuseOption('timeout_ms', numbers.timeout_ms, `at most ${LONGEST_MS}`)
  // The whole document is checked, not only what is asked of it.
  compile(definitions)
  const groups = groupsOf(definitions, names)
  // Without names of groups all is told, also of what is no longer defined: that it is left.
  const keys = names && new Set(groups.map(groupKey))
  return {
    ...numbers,
    now,
    targets,
    engine: compile(limitToGroups(definitions, groups)),
    audienceOf: audience(targets, keys, on_error),
  }
}

/** Who is told of a change: of a segment that is entered or left, of a stage that is reached or left. */
function audience(targets: readonly MembershipTarget[], keys: ReadonlySet<string> | undefined, on_error: OnError) {
  const isGroup = (group: Group) => !keys || keys.has(groupKey(group))
  const isAsked = ({ kind, name, from, to }: MembershipChange) =>
    kind === 'segment'
      ? (from === 'in' || to === 'in') && isGroup({ kind, name })
      : [from, to].some((stage) => stage !== null && isGroup({ kind, name, stage }))
  const isFor = ({ name, wants }: MembershipTarget, change: MembershipChange) => {
    try {
      return doesWant(wants, change)
    } catch (cause) {
      // It may have asked for consent: nobody is told without.
      on_error(`ask target "${name}" what it wants`, cause)
      return false
    }
  }
  return (change: MembershipChange): string[] =>
    isAsked(change) ? targets.filter((target) => isFor(target, change)).map(({ name }) => name) : []
}

function isTarget(target: unknown): boolean {
  const { name, send } = Object(target) as Record<string, unknown>
  return typeof name === 'string' && name !== '' && typeof send === 'function'
}
