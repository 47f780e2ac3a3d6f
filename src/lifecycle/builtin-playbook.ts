import type { Playbook, Treatment, TreatmentReason } from './playbook'

type Row = readonly [name: string, what: string, more?: Partial<Omit<Treatment, 'name' | 'what' | 'why'>>]

/** Treatments for one reason, which have all in common but what is said of each. */
function treatments(
  why: TreatmentReason,
  common: Pick<Treatment, 'channel' | 'when' | 'priority'> & Partial<Treatment>,
  rows: readonly Row[],
): Treatment[] {
  return rows.map(([name, what, more]) => ({ name, what, why, ...common, ...more }))
}

const intent = (stage: string): TreatmentReason => ({ set: 'visit_intent', stage })
const lifecycle = (stage: string): TreatmentReason => ({ set: 'customer_lifecycle', stage })
const segment = (name: string): TreatmentReason => ({ segment: name })
const onSite = (priority: number) => ({ channel: 'site', when: 'in_visit', priority }) as const
const byMessage = (priority: number) => ({ channel: 'preferred', when: 'now', priority }) as const

/** What each intent of a visit is served by (SHOPPERS.md A). Whoever is `undecided` is left alone. */
function byIntent(): Treatment[] {
  return [
    ...treatments(intent('buyer'), onSite(64), [
      ['shortest_path', 'Show the shortest path: straight to the cart and the checkout, nothing in between.'],
      ['keep_cart', 'Keep the cart by itself, on every device, until it is bought.'],
    ]),
    ...treatments(intent('researcher'), onSite(62), [
      ['offer_comparison', 'Offer to compare the products looked at, side by side.'],
      ['show_reviews', 'Show reviews and questions of others beside the product.'],
      ['offer_advice', 'Offer advice: a chat, a guide, a size finder.'],
      ['suggest_alternatives', 'Suggest products that answer the same need.'],
    ]),
    ...treatments(intent('browser'), onSite(60), [
      ['eye_catching_page', 'Show an eye-catching page, pictures first.'],
      ['show_novelties', 'Show something new.'],
      ['more_around_product', 'Show more to see around the product: what goes with it, the story behind it.'],
    ]),
  ]
}

/** What a shop does at each stage of the customer lifecycle (SHOPPERS.md G). */
function byLifecycle(): Treatment[] {
  return [
    ...treatments(lifecycle('awareness'), { ...onSite(20), when: 'next_visit' }, [
      ['be_found', 'Be found where they search: pages for the words that brought them.', { channel: 'search' }],
      ['tell_stories', 'Tell stories: articles and guides around what was looked at.'],
      ['invite_friend_voucher', 'Show a voucher for whoever comes by invitation of a friend.'],
    ]),
    ...treatments(lifecycle('acquisition'), { ...byMessage(40) }, [
      ['show_trust', 'Give trust: reviews, and how complaints were answered.', { channel: 'site', when: 'in_visit' }],
      ['first_offer', 'Give value: an offer for the first order.'],
      ['quiz_with_result', 'Offer a quiz with a result that helps to choose.'],
    ]),
    ...treatments(lifecycle('conversion'), byMessage(50), [
      ['message_at_right_time', 'Write about the product looked at, at their usual time of the week.'],
      ['remind_of_cart', 'Show the cart as it was left.', { ...onSite(50), when: 'next_visit' }],
      ['offer_shipping', 'Offer shipping for free, or show from which total it is.', { ...onSite(50) }],
    ]),
    ...treatments(lifecycle('fulfilment'), { ...byMessage(90), service: true }, [
      ['tell_progress', 'Tell each step of the order: packed, shipped, on its way, delivered.'],
      ['warn_of_delay', 'Warn of a delay before the shopper has to ask, with the new date.'],
    ]),
    ...treatments(lifecycle('delight'), { ...byMessage(36), unless: [segment('badly_served')] }, [
      ['how_to_use', 'Tell how to use, look after and repair what was bought.', { service: true }],
      ['accessories', 'Suggest accessories and consumables for what was bought.'],
      ['say_thanks', 'Say thanks, by name.'],
      ['show_points', 'Show the points, the tier, and what is missing to the next one.', { ...onSite(36) }],
      ['ask_to_recommend', 'Ask for a review and for a recommendation to a friend.'],
    ]),
  ]
}

/** What the segments of risk call for (SHOPPERS.md I, and `badly_served` of G). */
function byRisk(): Treatment[] {
  return [
    ...treatments(segment('badly_served'), { ...byMessage(95), service: true }, [
      ['make_good', 'Apologise in person, say what went wrong, and make it good before anything is offered.'],
    ]),
    ...treatments(segment('checkout_abandoner'), byMessage(85), [
      ['help_with_checkout', 'Offer help with what stopped the checkout: payment, delivery, a question.'],
    ]),
    ...treatments(segment('cart_abandoner'), { ...byMessage(80), unless: [segment('checkout_abandoner')] }, [
      ['cart_reminder', 'Remind of the cart, with its pictures and a link straight back into it.'],
    ]),
    ...treatments(segment('at_risk'), { ...byMessage(74), unless: [segment('badly_served')] }, [
      ['ask_and_win_back', 'Ask what is missing, and show what is new in what they liked.'],
    ]),
    ...treatments(segment('lapsed'), { ...byMessage(30), unless: [segment('badly_served')] }, [
      ['last_invitation', 'Invite once more with the best offer there is; after that, rest.'],
    ]),
    ...treatments(segment('promo_dependent'), onSite(44), [
      ['value_instead_of_discount', 'Show bundles, points and services in place of another discount.'],
    ]),
    ...treatments(segment('serial_returner'), onSite(66), [
      ['choose_right', 'Help to choose right: sizes, materials, reviews that tell of the fit.'],
    ]),
    ...treatments(segment('slow_experience'), onSite(68), [
      ['lighter_pages', 'Serve lighter pages: small pictures, nothing that moves.'],
    ]),
  ]
}

/** What the segments of value call for (SHOPPERS.md I, and `late_decider` of G). */
function byValue(): Treatment[] {
  return [
    ...treatments(segment('replenishment_due'), byMessage(78), [
      ['reorder', 'Offer to order again what should be used up by now, in one step.'],
    ]),
    ...treatments(segment('vip'), byMessage(75), [
      ['early_access', 'Give early access and a named person to turn to; no discounts are needed.'],
    ]),
    ...treatments(segment('won_back'), byMessage(72), [
      ['welcome_back', 'Welcome back, and make the second order of the new time easy.'],
    ]),
    ...treatments(
      segment('one_time_buyer'),
      { ...byMessage(45), unless: [segment('badly_served'), segment('lapsed')] },
      [['second_order', 'Show what buyers of the same product bought next.']],
    ),
    ...treatments(segment('late_decider'), byMessage(52), [
      ['patient_advice', 'Stay in touch without pressing: a comparison, an answer, news of price and stock.'],
    ]),
    ...treatments(segment('category_fan'), { ...onSite(58), about: 'favourite_category' }, [
      ['favourite_first', 'Show their category first, in lists and in messages.'],
    ]),
  ]
}

/**
 * The treatments of SHOPPERS.md: for the intents of a visit, the stages of the customer lifecycle, and the segments of
 * value and risk. What is owed and what is urgent comes first: a wrong to be put right, an order on its way, a checkout or
 * a cart left behind; then the shopper's worth and risk, the visit, the lifecycle. The order is a default, for a shop to
 * set by what its own tests show.
 *
 * @example
 * const ours = builtinPlaybook.treatments.filter(({ name }) => name !== 'say_thanks')
 * const playbook = createPlaybook(ours, builtin)
 */
export const builtinPlaybook: Playbook = /* @__PURE__ */ inOrder()

function inOrder(): Playbook {
  const treatments = [...byIntent(), ...byLifecycle(), ...byRisk(), ...byValue()]
  return { treatments: treatments.sort((a, b) => b.priority - a.priority) }
}
