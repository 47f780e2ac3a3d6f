import { consentTold } from './consent-told'
import { button, element, setText } from './element'
import type { Panel, PanelContext } from './panel'
import { createStoredData } from './stored-data'

const PURPOSES = [
  ['analytics', 'Analytics', 'storing and sending events'],
  ['personalization', 'Personalization', 'working segments out in this page'],
] as const

/** What can be told of consent, with what answers it, and what is kept in this browser. */
export function createConsentPanel(context: PanelContext): Panel {
  const { tracker, record, on, say, redraw } = context
  const rows = PURPOSES.map(([purpose, title, what]) => {
    const told = element('p', { class: 'told' })
    const answer = (label: string, isGranted: boolean) => {
      const made = button(label, { 'aria-label': `${label}: ${title.toLowerCase()}` })
      on(made, 'click', () => {
        const found = tracker()
        if (!found) return say('There is no tracker yet.')
        found.setConsent({ [purpose]: isGranted })
        record.say({ [purpose]: isGranted })
        say(`${title} ${isGranted ? 'agreed to' : 'refused'}.`)
        redraw()
      })
      return made
    }
    const section = element(
      'section',
      { class: 'card' },
      element('h3', {}, title),
      element('p', { class: 'note' }, what),
      told,
      element('div', { class: 'bar' }, answer('Agree', true), answer('Refuse', false)),
    )
    return { purpose, told, section }
  })
  return {
    name: 'consent',
    title: 'Consent',
    element: element('div', {}, ...rows.map(({ section }) => section), createStoredData(context)),
    draw() {
      const found = tracker()
      if (!found) return
      const told = consentTold({
        is_set_up: record.isSetUp(),
        is_delivered: record.isDelivered(),
        view: found.getSnapshot(),
        ledger: found.ledger(),
        is_opted_out: !!(navigator as { readonly globalPrivacyControl?: boolean }).globalPrivacyControl,
        said: record.said(),
      })
      for (const { purpose, told: line } of rows) setText(line, told[purpose])
    },
  }
}
