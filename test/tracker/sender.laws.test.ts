import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventIdOf } from '../../src/tracker/log-key'
import { backoffMs } from '../../src/tracker/retry'
import { type Answer, createWorld, type Post, received, type World } from './support/world'

const HOUR = 3_600_000

type Step =
  | { readonly kind: 'append'; readonly count: number; readonly name: string }
  | { readonly kind: 'wake' | 'hurry' | 'flush' | 'trim' }
  | { readonly kind: 'pass'; readonly ms: number }

const { AISLE_RUNS = 60 } = process.env
const numRuns = Number(AISLE_RUNS)
const MOST_AT_ONCE = 3

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('append' as const),
      count: fc.integer({ min: 1, max: 130 }),
      name: fc.constantFrom('page_viewed', 'product_added', 'order_completed'),
    }),
    fc.record({ kind: fc.constantFrom<'wake' | 'hurry' | 'flush' | 'trim'>('wake', 'wake', 'hurry', 'flush', 'trim') }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(0, 1, 30, 400, 5000, 90_000) }),
  ),
  { maxLength: 25 },
)

const answers: fc.Arbitrary<(Answer | 'reject some' | 'too large')[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Answer>({ status: 204 }) },
    fc.constantFrom<Answer | 'reject some' | 'too large'>(
      'unreached',
      'lost',
      'reject some',
      'too large',
      { status: 500 },
      { status: 429, retry_after: '7' },
      { status: 400 },
      { status: 200, body: '<html>' },
    ),
  ),
  { minLength: 1, maxLength: 20 },
)

/** Failures of the log, one decision for each operation in turn. */
const failures = fc.array(fc.boolean(), { maxLength: 60 })

interface Run {
  readonly world: World
  readonly appended: readonly string[]
  /** When the sender was told to hurry. */
  readonly hurried: readonly number[]
  /** How many posts there had been when an event's fate was told, by its id. */
  readonly told_after: ReadonlyMap<string, number>
}

interface Scenario {
  readonly steps: readonly Step[]
  readonly answers: readonly (Answer | 'reject some' | 'too large')[]
  readonly latencies: readonly number[]
  readonly failures: readonly boolean[]
}

/** Plays a scenario, and then lets all be well until there is nothing left to do. */
async function play(scenario: Scenario): Promise<Run> {
  let isWell = false
  let posts = 0
  let operations = 0
  const told_after = new Map<string, number>()
  const answer = (ids: readonly string[]): Answer => {
    const chosen = scenario.answers[posts++ % scenario.answers.length]!
    if (isWell) return { status: 204 }
    if (chosen === 'too large') return { status: ids.length > MOST_AT_ONCE ? 413 : 204 }
    if (chosen !== 'reject some') return chosen
    return {
      status: 200,
      body: JSON.stringify({ rejected: ids.filter((_, index) => index % 3 === 0).map((id) => ({ id })) }),
    }
  }
  const world = createWorld({
    answer,
    latency_ms: () => scenario.latencies[posts % scenario.latencies.length] ?? 0,
    log_fails: () => !isWell && !!scenario.failures[operations++],
    on_settled: (fates) => {
      for (const { key } of fates) told_after.set(eventIdOf(key), posts)
    },
  })
  const appended: string[] = []
  const hurried: number[] = []
  const began = world.clock.now()
  for (const step of scenario.steps) {
    if (step.kind === 'append') for (let index = 0; index < step.count; index++) appended.push(world.append(step.name))
    else if (step.kind === 'pass') await world.pass(step.ms)
    else if (step.kind === 'wake') world.sender.wake()
    else if (step.kind === 'trim') world.sender.wake('trim')
    else if (step.kind === 'hurry' || step.kind === 'flush') {
      hurried.push(world.clock.now() - began)
      if (step.kind === 'hurry') world.sender.wake('now')
      else void world.sender.flush()
    }
  }
  isWell = true
  // All that was put off, and then what was left alone in the last run.
  await world.pass(2 * HOUR)
  appended.push(world.append())
  hurried.push(world.clock.now() - began)
  let flushed = false
  void world.sender.flush().then(() => {
    flushed = true
  })
  await world.pass(HOUR)
  expect(flushed).toBe(true)
  return { world, appended, hurried, told_after }
}

const isRetried = ({ answer }: Post) => typeof answer === 'string' || answer.status === 500 || answer.status === 429

function expectOneAtATime({ world: { posts } }: Run): void {
  for (const [index, post] of posts.entries()) {
    const next = posts[index + 1]
    expect(post.batch).not.toBe('two in flight')
    if (next) expect(next.at).toBeGreaterThanOrEqual(post.ended_at)
  }
}

function expectNothingLost({ world, appended }: Run): void {
  expect(world.told.map(({ key }) => key).sort()).toEqual([...appended].sort())
  expect(world.stored.size).toBe(0)
  const taken = new Set(received(world))
  for (const { key, reason } of world.told) if (!reason) expect(taken.has(eventIdOf(key))).toBe(true)
}

/** Nothing goes again once it is told, and a batch has never more than it had. */
function expectNothingAgain({ world, told_after }: Run): void {
  const batches = new Map<string, ReadonlySet<string>>()
  for (const [index, { batch, ids }] of world.posts.entries()) {
    for (const id of ids) expect(told_after.get(id)).toBeGreaterThan(index)
    const known = batches.get(batch)
    if (known) for (const id of ids) expect(known.has(id)).toBe(true)
    batches.set(batch, new Set(ids))
  }
}

function expectPatience({ world: { posts }, hurried }: Run): void {
  let count = 0
  let failing_since = 0
  for (const [index, post] of posts.entries()) {
    const next = posts[index + 1]
    if (!count) failing_since = post.ended_at
    if (!isRetried(post)) {
      count = 0
      continue
    }
    const own = backoffMs(count++, post.ended_at - failing_since, () => 0.5)
    const asked = typeof post.answer !== 'string' && post.answer.status === 429 ? 7000 : 0
    if (!next) continue
    // A hurry while the post was under way counts when it is over.
    const isHurried = hurried.some((at) => at >= post.at && at <= next.at)
    expect(next.at - post.ended_at).toBeGreaterThanOrEqual(isHurried ? asked : Math.max(own, asked))
  }
}

describe('createSender()', () => {
  const latencies = fc.array(fc.constantFrom(0, 0, 5, 200), { minLength: 1, maxLength: 5 })

  it('loses nothing, sends in order, one at a time and patiently, whatever the collector does (property)', async () => {
    const scenarios = fc.record({ steps, answers, latencies, failures: fc.constant([]) })
    const run = async (scenario: Scenario) => {
      const result = await play(scenario)
      expectOneAtATime(result)
      expectNothingLost(result)
      expectNothingAgain(result)
      expectPatience(result)
      const { world } = result
      const taken = received(world)
      expect(taken).toEqual([...taken].sort())
      expect(world.told.map(({ key }) => key)).toEqual([...result.appended].sort())
      expect(world.errors).toEqual([])
      expect(world.timers()).toBe(0)
    }
    await fc.assert(fc.asyncProperty(scenarios, run), { numRuns })
  })

  it('loses nothing where the log fails as well (property)', async () => {
    const scenarios = fc.record({ steps, answers, latencies, failures })
    const run = async (scenario: Scenario) => {
      const result = await play(scenario)
      expectOneAtATime(result)
      expectNothingLost(result)
      expectNothingAgain(result)
      expect(result.world.errors.length).toBeLessThanOrEqual(1)
      expect(result.world.timers()).toBe(0)
    }
    await fc.assert(fc.asyncProperty(scenarios, run), { numRuns })
  })
})
