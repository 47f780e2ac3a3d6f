import { describe, expect, test } from 'vitest'
import { builtin, compile } from '../../src/index'
import { builtinPersonas } from '../../src/inspector/builtin-personas'
import { simulate } from '../../src/inspector/simulate'
import { readEvent } from '../../src/vocabulary/read-event'

const NOW = Date.UTC(2026, 2, 4, 12)
const engine = compile(builtin)
const played = (name: string) =>
  simulate(engine, { persona: builtinPersonas.find((persona) => persona.name === name)!, now: NOW })
const told = (name: string) => {
  const { segments, stages } = played(name).at(0).view
  return { stages, segments: Object.keys(segments).filter((each) => segments[each] === 'in') }
}

describe('the built-in personas', () => {
  test.each([
    ['browser', { visit_intent: 'browser', purchase_journey: 'first_visit' }, []],
    ['researcher', { visit_intent: 'researcher', aida: 'interest' }, ['information_seeker']],
    ['bargain_hunter', { aida: 'desire' }, ['bargain_hunter']],
    ['buyer', { visit_intent: 'buyer', purchase_journey: 'first_purchase', aida: 'action' }, ['convenience_seeker']],
    ['returning_customer', { purchase_journey: 'repeat_purchase', customer_lifecycle: 'delight' }, ['routine_shopper']],
  ])('end as %s is named', (name, stages, segments) => {
    expect(told(name)).toMatchObject({ stages, segments: expect.arrayContaining(segments) })
  })

  test('differ: no other one is what one is named after', () => {
    const others = (name: string) => builtinPersonas.filter((persona) => persona.name !== name)
    for (const { name } of others('browser')) expect(told(name).stages.visit_intent).not.toBe('browser')
    for (const { name } of others('bargain_hunter')) expect(told(name).segments).not.toContain('bargain_hunter')
    for (const { name } of others('returning_customer'))
      expect(told(name).stages.purchase_journey).not.toBe('repeat_purchase')
  })

  test.each(builtinPersonas.map((persona) => [persona.name, persona] as const))(
    'do what the vocabulary knows: %s',
    (name, persona) => {
      const { events } = played(name)
      expect(events).toHaveLength(persona.events.length)
      for (const event of events) expect(readEvent(event)).toMatchObject({ problems: [] })
      expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).sort((a, b) => a - b))
    },
  )

  test('are in as many visits as they came', () => {
    const visits = (name: string) => new Set(played(name).events.map(({ session_id }) => session_id)).size
    expect(visits('researcher')).toBe(1)
    expect(visits('returning_customer')).toBe(8)
  })
})
