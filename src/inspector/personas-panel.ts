import { compileChecked, type Engine } from '../engine/compile-checked'
import { builtinPersonas } from './builtin-personas'
import { element, setText } from './element'
import type { SimulatedView } from './options'
import type { Panel, PanelContext } from './panel'
import type { Persona } from './persona'
import { createPersonaChoice } from './persona-choice'
import { type Simulated, type Simulation, simulate } from './simulate'
import { createSimulatedList } from './simulated-list'
import { createSinceSlider } from './since-slider'

/** A panel that can be stopped: then nobody is simulated any more. */
export interface PersonasPanel extends Panel {
  readonly stop: () => void
}

/**
 * The simulator of personas, with an engine of its own in memory: nothing is tracked, stored or sent.
 *
 * @param on_persona Told who is simulated, each time that it changes.
 */
export function createPersonasPanel(
  context: PanelContext,
  on_persona: (persona: Persona | undefined) => void,
): PersonasPanel {
  const { options, redraw } = context
  let engine: Engine | undefined
  let simulation: Simulation | undefined
  let simulated: Simulated | undefined

  const ask = () => {
    simulated = simulation?.at(since.since_ms())
    options.on_simulate?.(simulation && simulated && viewOf(simulation, simulated))
    redraw()
  }
  const play = (persona: Persona | undefined) => {
    engine ??= compileChecked(context.document)
    simulation = persona && simulate(engine, { persona, now: Date.now() })
    since.reset()
    setText(about, persona?.description ?? '')
    on_persona(persona)
    ask()
  }
  const choice = createPersonaChoice(options.personas ?? builtinPersonas, context, play)
  const about = element('p', { class: 'note' })
  const since = createSinceSlider(context, ask)
  const list = createSimulatedList(context)
  const body = element('div', { hidden: true }, since.element, ...list.elements)
  return {
    name: 'personas',
    title: 'Personas',
    element: element('div', {}, choice, about, body),
    draw() {
      body.hidden = !simulated
      if (simulation && simulated) list.update(simulation, simulated)
    },
    stop() {
      if (simulation) options.on_simulate?.(undefined)
      simulation = simulated = undefined
    },
  }
}

function viewOf({ persona }: Simulation, { view, explain }: Simulated): SimulatedView {
  return { ...view, persona: persona.name, explain }
}
