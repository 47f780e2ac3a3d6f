import { builtin, builtinPlaybook, createPlaybook, type Playbook, type Treatment } from 'aisle'

/**
 * What this shop does beyond what is built in: styles of shopping have no treatments of their own there, as what suits them
 * depends on the shop.
 */
const own: readonly Treatment[] = [
  {
    name: 'sale_first',
    what: 'Put what is reduced first, in lists and on the home page.',
    why: { segment: 'bargain_hunter' },
    channel: 'site',
    when: 'in_visit',
    priority: 70,
  },
  {
    name: 'one_click',
    what: 'Offer to buy in one click, with the address and the payment of last time.',
    why: { segment: 'convenience_seeker' },
    channel: 'site',
    when: 'in_visit',
    priority: 69,
  },
  {
    name: 'reading_list',
    what: 'Offer things to read: the journal, and what is new in it.',
    why: { segment: 'information_seeker' },
    channel: 'site',
    when: 'in_visit',
    priority: 59,
  },
]

/** The shop's playbook: the built-in one, and its own. Each treatment says which segment or stage it is for. */
export const playbook: Playbook = createPlaybook([...builtinPlaybook.treatments, ...own], builtin)
