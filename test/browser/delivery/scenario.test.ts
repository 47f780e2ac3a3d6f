import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { failing, well } from '../support/behaviours'
import { bundleTracker } from '../support/shop'
import { perform, type Scenario } from './scenario'

let tracker: string
beforeAll(async () => {
  tracker = await bundleTracker('careless')
})

const play = (scenario: Omit<Scenario, 'name'>) =>
  perform({ name: 'scenario', patience_ms: 1000, ...scenario }, { tracker, round_trip_ms: 0 })

/** Two events come, then two are refused. */
const badSpell: Scenario['play'] = async ({ collector, openShop, settle }) => {
  const tab = await openShop()
  await tab.track(1, 2)
  await settle()
  collector.behave(failing(500))
  await tab.track(3, 4)
  await wait(500)
  collector.behave(well)
}

// What the tests of delivery rely on: a tracker that loses events fails.
describe.concurrent('perform()', () => {
  test('finds what a careless tracker loses', async () => {
    const outcome = await play({ play: badSpell })
    expect(outcome).toMatchObject({ lost: [3, 4], requests: 4, problems: ['lost: 2: 3, 4'] })
  })

  test('lets be lost what is excused', async () => {
    const outcome = await play({
      async play(stage) {
        stage.excuse([3, 4])
        await badSpell(stage)
      },
    })
    expect(outcome).toMatchObject({ lost: [3, 4], problems: [] })
  })

  test('calls a problem what the play complains of, and what it throws', async () => {
    const { problems } = await play({
      async play({ complain, goOffline, openShop }) {
        complain('no good')
        await goOffline()
        const tab = await openShop()
        await tab.evaluate('nothing.here')
      },
    })
    expect(problems).toEqual(['no good', expect.stringContaining('nothing is not defined')])
  })
})
