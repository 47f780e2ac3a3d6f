import { h, type VNode } from 'vue'

/** How an outcome is coloured: the three of segments have their own colour, stages one of six by their name. */
export function toneOf(outcome: string): string {
  if (outcome === 'in' || outcome === 'out' || outcome === 'unknown') return outcome
  let sum = 0
  for (const letter of outcome) sum = (sum * 31 + letter.charCodeAt(0)) % 6
  return `stage-${sum}`
}

/** An outcome as a coloured word; a dash where the rule cannot be asked. */
export function outcomePill(outcome: string | undefined): VNode {
  return h('span', { class: ['outcome', outcome && `tone-${toneOf(outcome)}`] }, outcome?.replaceAll('_', ' ') ?? '–')
}
