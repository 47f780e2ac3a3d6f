import { LogicEngine } from 'json-logic-engine'
import jsonLogicJs from 'json-logic-js'
import { Engine as RulesEngine } from 'json-rules-engine'
import { compile } from '../src/engine/compile'
import type { Shopper } from '../src/engine/shopper'
import type { ShopEvent } from '../src/vocabulary/event-types'
import { LOG_START, log } from './support/log'
import { alternate, type Figure, median, type Report, range, slowdowns } from './support/measure'
import { BY_HAND, type Profile, profileOf } from './support/rules/by-hand'
import { RULES } from './support/rules/definitions'
import { jsonLogic, jsonRules } from './support/rules/translate'

const SHOPPERS = 2_000
const DAYS = 120
/** All answer for this instant, after the last event. */
const NOW = LOG_START + DAYS * 86_400_000
const NAMES = Object.keys(RULES)

/** Who is in which segment: a 1 or a 0 for each shopper and rule. Every way to evaluate fills one. */
type Memberships = Uint8Array

interface Way {
  readonly id: string
  readonly what: string
  /** Decides some of the shoppers. */
  readonly decide: (into: Memberships, from: number, to: number) => void | Promise<void>
  /** Which hand-written functions it is held against. */
  readonly against: 'hand' | 'hand_events'
  readonly target?: string
  /** Turns of the slow ones take fewer shoppers at a time. */
  readonly chunk?: number
}

/**
 * The same twelve rules over the same 2,000 shoppers, by Aisle, by hand, and by three engines of JSON rules; all must come
 * to the same memberships. An evaluation is one rule asked of one shopper. What an evaluation starts from differs, and two
 * things are to be told apart:
 *
 * - **Facts known.** The hand-written functions and the other engines get a profile: a plain object of facts, worked out for
 *   `now` before the clock starts. Aisle's counterpart is a shopper who was asked before and has seen no event since.
 * - **From the events.** Aisle folds a shopper's events and is asked once. The counterpart by hand goes once through the
 *   events, which it needs in order and without doubles, builds the profile, and asks the same functions.
 */
export async function rules(): Promise<Report> {
  const ways = prepare()
  const answers = await agree(ways)
  const works = Object.fromEntries(ways.map(({ id, decide, chunk = SHOPPERS }) => [id, worker(decide, chunk)]))
  const rates = await alternate(works, { rounds: 25, turn_ms: 40 })
  const figures = ways.flatMap(({ id, what, against, target }): Figure[] => {
    const own = rates[id]!
    const speed: Figure = { id, what, value: median(own), unit: 'evaluations/s', range: range(own) }
    if (id === against) return [speed]
    const ratios = slowdowns(own, rates[against]!)
    const beside = against === 'hand' ? 'functions over profiles' : 'functions over events'
    const slower: Figure = {
      id: `${id}_ratio`,
      what: `${what}: times the time of hand-written ${beside}`,
      value: median(ratios),
      unit: 'x',
      range: range(ratios),
    }
    return [speed, target ? { ...slower, target } : slower]
  })
  const share = answers.reduce((sum, one) => sum + one, 0) / answers.length
  figures.push({ id: 'share_in', what: 'memberships among the answers', value: share * 100, unit: '%' })
  return { name: 'rules', title: `Rule evaluation: ${NAMES.length} rules, ${SHOPPERS} shoppers`, figures }
}

/** Decides some shoppers at every call, going round. */
function worker(decide: Way['decide'], chunk: number) {
  const into = new Uint8Array(SHOPPERS * NAMES.length)
  let next = 0
  return () => {
    const from = next
    next = (from + chunk) % SHOPPERS
    const done = decide(into, from, from + chunk)
    return done ? done.then(() => chunk * NAMES.length) : chunk * NAMES.length
  }
}

/** Lets every way decide all shoppers once; throws where one differs. */
async function agree(ways: readonly Way[]): Promise<Memberships> {
  let first: Memberships | undefined
  for (const { id, decide } of ways) {
    const found = new Uint8Array(SHOPPERS * NAMES.length).fill(2)
    await decide(found, 0, SHOPPERS)
    first ??= found
    const differs = found.findIndex((one, i) => one !== first![i])
    if (differs < 0) continue
    const shopper = Math.floor(differs / NAMES.length)
    throw new Error(`"${id}" differs on rule "${NAMES[differs % NAMES.length]}" of shopper ${shopper}`)
  }
  return first!
}

function prepare(): Way[] {
  const histories = readHistories()
  const profiles = histories.map((events) => profileOf(events, NOW))
  return [...byHand(histories, profiles), ...byAisle(histories), ...byOthers(profiles)]
}

/** The events of each shopper, in time order. */
function readHistories(): ShopEvent[][] {
  const histories = new Map<string, ShopEvent[]>()
  for (const text of log({ shoppers: SHOPPERS, visits: 6, days: DAYS, seed: 2 }))
    for (const event of JSON.parse(text) as ShopEvent[]) {
      const own = histories.get(event.shopper_id!)
      if (own) own.push(event)
      else histories.set(event.shopper_id!, [event])
    }
  return [...histories.values()]
}

function byHand(histories: readonly ShopEvent[][], profiles: readonly Profile[]): Way[] {
  const functions = NAMES.map((name) => BY_HAND[name]!)
  const ask = (into: Memberships, shopper: number, profile: Profile) => {
    const at = shopper * functions.length
    for (let i = 0; i < functions.length; i++) into[at + i] = functions[i]!(profile) ? 1 : 0
  }
  return [
    {
      id: 'hand',
      what: 'Hand-written functions over profiles',
      against: 'hand',
      decide: (into, from, to) => {
        for (let i = from; i < to; i++) ask(into, i, profiles[i]!)
      },
    },
    {
      id: 'hand_events',
      what: 'Hand-written functions over events',
      against: 'hand_events',
      decide: (into, from, to) => {
        for (let i = from; i < to; i++) ask(into, i, profileOf(histories[i]!, NOW))
      },
    },
  ]
}

function byAisle(histories: readonly ShopEvent[][]): Way[] {
  const segments = NAMES.map((name) => ({ name, version: 1, title: name, when: RULES[name]! }))
  const engine = compile({ aisle: 1, zone: 'UTC', currency: 'EUR', segments, traits: [], stages: [] })
  const fold = (events: readonly ShopEvent[]) => {
    const shopper = engine.shopper()
    for (const event of events) shopper.fold(event, event.time)
    return shopper
  }
  const known = histories.map(fold)
  const decide = (shopper: Shopper, into: Memberships, i: number) => {
    const { segments } = shopper.at(NOW)
    let place = i * NAMES.length
    // In the order of the document, which is that of the rules.
    for (const name in segments) into[place++] = segments[name] === 'in' ? 1 : 0
  }
  return [
    {
      id: 'aisle',
      what: 'Aisle, at(now), facts known',
      against: 'hand',
      target: 'at most 5',
      decide: (into, from, to) => {
        for (let i = from; i < to; i++) decide(known[i]!, into, i)
      },
    },
    {
      id: 'aisle_events',
      what: 'Aisle, events folded, then at(now)',
      against: 'hand_events',
      chunk: 200,
      decide: (into, from, to) => {
        for (let i = from; i < to; i++) decide(fold(histories[i]!), into, i)
      },
    },
  ]
}

function byOthers(profiles: readonly Profile[]): Way[] {
  const logics = NAMES.map((name) => jsonLogic(RULES[name]!))
  const interpreter = new LogicEngine()
  const compiled = logics.map((logic) => new LogicEngine().build(logic) as (profile: Profile) => unknown)
  const each = (ask: (rule: number, profile: Profile) => unknown) => (into: Memberships, from: number, to: number) => {
    for (let i = from; i < to; i++)
      for (let j = 0; j < NAMES.length; j++) into[i * NAMES.length + j] = ask(j, profiles[i]!) ? 1 : 0
  }
  const engine = new RulesEngine()
  for (const name of NAMES) engine.addRule({ name, conditions: jsonRules(RULES[name]!), event: { type: name } })
  const apply = (rule: number, profile: Profile) => jsonLogicJs.apply(logics[rule]!, profile)
  const run = (rule: number, profile: Profile) => interpreter.run(logics[rule]!, profile)
  return [
    { id: 'json_logic_js', what: 'json-logic-js', against: 'hand', decide: each(apply), chunk: 100 },
    { id: 'json_logic_engine', what: 'json-logic-engine, interpreted', against: 'hand', decide: each(run) },
    {
      id: 'json_logic_engine_eval',
      what: 'json-logic-engine, generated code (a strict CSP bars it)',
      against: 'hand',
      decide: each((rule, profile) => compiled[rule]!(profile)),
    },
    {
      id: 'json_rules_engine',
      what: 'json-rules-engine',
      against: 'hand',
      chunk: 10,
      decide: async (into, from, to) => {
        for (let i = from; i < to; i++) {
          const { events } = await engine.run({ ...profiles[i]! })
          const found = new Set(events.map(({ type }) => type))
          NAMES.forEach((name, j) => {
            into[i * NAMES.length + j] = found.has(name) ? 1 : 0
          })
        }
      },
    },
  ]
}
