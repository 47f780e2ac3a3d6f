import { h } from '../dom'
import { known } from '../personalise/known'
import { openInspector, tracker } from '../tracking'
import { askConsent } from './consent-banner'
import { toast } from './toast'

/** The end of every page: the newsletter, and what a shop owes. */
export function footer(): HTMLElement {
  return h(
    'footer',
    { class: 'site-foot' },
    h(
      'div',
      { class: 'columns' },
      h(
        'div',
        {},
        h('p', { class: 'brand' }, 'Larkspur'),
        h(
          'p',
          {},
          'Things for a slow home. Made up for Aisle: nothing here can be bought, and nothing leaves this machine.',
        ),
      ),
      h('div', {}, h('h2', {}, 'Letters'), newsletter()),
      h(
        'nav',
        { 'aria-label': 'More' },
        h('h2', {}, 'You'),
        h('a', { href: '/about-you' }, 'What is known of you'),
        h('button', { type: 'button', class: 'link', onclick: askConsent }, 'Your consent'),
        h(
          'button',
          { type: 'button', class: 'link', onclick: () => void openInspector(known.simulate) },
          'Look inside: the inspector',
        ),
      ),
    ),
  )
}

function newsletter(): HTMLElement {
  const email = h('input', {
    type: 'email',
    required: true,
    autocomplete: 'email',
    id: 'letter-email',
    placeholder: 'you@example.com',
  })
  const submit = (event: Event) => {
    event.preventDefault()
    // The address is no part of the event.
    tracker.track('lead_captured', { form: 'newsletter', form_id: 'footer' })
    email.value = ''
    toast('Thank you. Four letters a year, no more.')
  }
  return h(
    'form',
    { class: 'letter', onsubmit: submit },
    h('label', { for: 'letter-email' }, 'Your e-mail address'),
    h('div', { class: 'joined' }, email, h('button', { class: 'secondary' }, 'Join')),
  )
}
