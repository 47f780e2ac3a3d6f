import { h, type VNode } from 'vue'
import { type Answer, showInstant } from '../ask'
import { formatJson } from '../format-json'
import { UNTIL } from '../shoppers'
import { outcomePill } from './outcome'

interface AnswerCardProps {
  readonly answer: Answer | undefined
  readonly goTo: (now: number) => void
}

const REASON = /^(\s*)(?:\[(yes|no|unknown)\] )?(.*)$/

/** The outcome, why, and until when it holds. */
export function answerCard({ answer, goTo }: AnswerCardProps): VNode {
  if (answer === undefined)
    return h('div', { class: 'answer' }, [h('h2', 'Why'), h('p', 'The rule has problems: see above.')])
  const { outcome, explanation, sentences } = answer
  return h('div', { class: 'answer' }, [
    h('h2', 'Why, and until when'),
    h('p', { class: 'outcome-line' }, [outcomePill(outcome), until(answer, goTo)]),
    h('ul', { class: 'because' }, sentences.slice(2).map(reason)),
    h('details', [
      h('summary', 'The whole answer, as JSON'),
      h('pre', { tabindex: 0, 'aria-label': 'The answer as JSON' }, h('code', formatJson(explanation))),
    ]),
  ])
}

function until({ explanation: { changes_at } }: Answer, goTo: AnswerCardProps['goTo']): VNode {
  if (changes_at === null) return h('span', ' and, if nothing more happens, it stays so.')
  const { at, to } = changes_at
  const instant = `${showInstant(at)} UTC`
  return h('span', [
    ' and, if nothing more happens, until ',
    at > UNTIL ? instant : h('button', { type: 'button', class: 'instant', onClick: () => goTo(at) }, instant),
    ', then ',
    outcomePill(to),
    '.',
  ])
}

/** A sentence with its mark, as deep as the rule is nested there. */
function reason(sentence: string): VNode {
  const [, indent = '', mark, words] = REASON.exec(sentence)!
  const style = { '--depth': Math.max(indent.length / 2 - 1, 0) }
  return h('li', { style }, [mark && h('span', { class: ['mark', `mark-${mark}`] }, mark), h('span', words)])
}
