import type { Treatment, TreatmentReason } from '../../lifecycle/playbook'
import { wrapLine } from '../explain/wrap-line'

/** The family that treatments are listed under. */
export const PLAYBOOK = 'playbook'

const MOMENTS: Readonly<Record<Treatment['when'], string>> = {
  in_visit: 'in the visit',
  now: 'now',
  next_visit: 'at the next visit',
}

/** Why a treatment is due: "customer_lifecycle is delight, unless badly_served". */
export function reasonOf({ why, unless = [] }: Treatment): string {
  return [sayReason(why), ...(unless.length ? [`unless ${unless.map(sayReason).join(' or ')}`] : [])].join(', ')
}

/** Where and when a treatment is given: "by the preferred contact, now". */
export function placeOf({ channel, when }: Treatment): string {
  const by = channel === 'preferred' ? 'by the preferred contact' : channel === 'site' ? 'on the site' : `by ${channel}`
  return `${by}, ${MOMENTS[when]}`
}

/** A treatment of the playbook as lines, none wider than `width`. */
export function treatmentLines(treatment: Treatment, width: number): string[] {
  const { name, what, about, service } = treatment
  const lines = [
    `${name}: ${what} (treatment)`,
    `  why: ${reasonOf(treatment)}`,
    `  where: ${placeOf(treatment)}`,
    ...(about === undefined ? [] : [`  about: ${about}`]),
    ...(service ? ['  service: it goes to those who have unsubscribed, too'] : []),
  ]
  return lines.flatMap((line) => wrapLine(line, width))
}

function sayReason(reason: TreatmentReason): string {
  return 'segment' in reason ? reason.segment : `${reason.set} is ${reason.stage}`
}
