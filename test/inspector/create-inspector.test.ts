import { describe, expect, test, vi } from 'vitest'
import { builtin } from '../../src/index'
import { createInspector, type Persona } from '../../src/inspector'
import { createGuard } from '../../src/inspector/guard'

const persona: Persona = { name: 'mine', title: 'Mine', description: 'Mine.', events: [] }

describe('createInspector()', () => {
  test('does nothing where there is no page', () => {
    const inspector = createInspector({ definitions: builtin })
    inspector.open()
    inspector.close()
    expect(inspector.plugin.enrich({ id: 'e' } as never)).toBeUndefined()
    inspector.stop()
  })

  test.each([
    [{}, 'Cannot create an inspector with "definitions": undefined, expected those of the tracker'],
    [
      { definitions: {} },
      'Cannot create an inspector with "definitions": [object Object], expected those of the tracker',
    ],
    [
      { definitions: builtin, personas: [persona, persona] },
      'Cannot create an inspector with "personas": mine, expected names of their own',
    ],
    [
      { definitions: builtin, personas: [{ ...persona, events: [{ name: 'page_viewed', ago: '5 minutes' }] }] },
      'Cannot create an inspector with "personas" and "mine": 5 minutes, expected events with a name and a duration such as "5m"',
    ],
  ])('refuses options that cannot be used: %#', (options, message) => {
    expect(() => createInspector(options as never)).toThrow(
      expect.objectContaining({ message, code: 'invalid_inspector_options' }),
    )
  })
})

describe('createGuard()', () => {
  test('tells what was thrown or rejected, each kind once, and lets nothing through', async () => {
    const on_error = vi.fn(() => {
      throw new Error('on_error itself')
    })
    const guard = createGuard(on_error)
    const cause = new Error('no')
    for (const _ of [1, 2])
      guard('draw', () => {
        throw cause
      })
    guard('send', () => Promise.reject(cause))
    await Promise.resolve()
    await Promise.resolve()
    expect(on_error.mock.calls).toMatchObject([
      [{ message: 'Cannot draw (inspector): Error: no', code: 'inspector_failed', cause }],
      [{ message: 'Cannot send (inspector): Error: no' }],
    ])
  })
})
