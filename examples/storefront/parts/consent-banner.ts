import { h } from '../dom'
import { answerConsent, consent } from '../tracking'

const banner = h('section', { class: 'consent', 'aria-label': 'Your consent', hidden: consent.get() !== undefined })

const answer = (agreed: boolean) => () => {
  banner.hidden = true
  answerConsent(agreed)
}

banner.append(
  h(
    'p',
    {},
    h('strong', {}, 'May the shop take note? '),
    'What you look at stays in your browser and goes to this shop, and the shop changes with it: you see why, each time. Without a yes nothing is kept.',
  ),
  h(
    'div',
    { class: 'answers' },
    h('button', { type: 'button', class: 'secondary', onclick: answer(false) }, 'No'),
    h('button', { type: 'button', class: 'primary', onclick: answer(true) }, 'Yes'),
  ),
)

/** The question whether the shop may track and personalise. It lies over the page, which does not wait for the answer. */
export const consentBanner = banner

/** Asks again. */
export function askConsent(): void {
  banner.hidden = false
  banner.querySelector('button')?.focus()
}
