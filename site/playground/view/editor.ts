import { h, type VNode } from 'vue'
import { type DefinitionProblem, describe } from '../../../src/index'
import { builderCode } from '../builder-code'
import { EXAMPLES } from '../examples'
import { LONGEST_RULE, type Reading, type Rule } from '../read-rule'

interface EditorProps {
  readonly text: string
  readonly isWrong: boolean
  readonly edit: (text: string) => void
  readonly share: () => void
  /** What came of sharing, for all to read. */
  readonly shared: string
}

/** Examples to start from, and the rule as a text to edit. */
export function editor({ text, isWrong, edit, share, shared }: EditorProps): VNode {
  const buttons = EXAMPLES.map((example) =>
    h(
      'button',
      { type: 'button', 'aria-pressed': example.text === text, onClick: () => edit(example.text) },
      example.title,
    ),
  )
  return h('div', { class: 'editor' }, [
    h('div', { class: 'examples', role: 'group', 'aria-label': 'Examples to start from' }, buttons),
    h('label', { for: 'rule' }, 'The rule, as JSON'),
    h('textarea', {
      id: 'rule',
      value: text,
      rows: 22,
      maxlength: LONGEST_RULE,
      spellcheck: false,
      autocapitalize: 'off',
      autocomplete: 'off',
      wrap: 'off',
      'aria-describedby': 'verdict',
      'aria-invalid': isWrong,
      onInput: ({ target }: Event) => edit((target as HTMLTextAreaElement).value),
    }),
    h('p', { class: 'share' }, [
      h('button', { type: 'button', onClick: share }, 'Copy a link to this'),
      h('span', { role: 'status' }, shared),
    ]),
  ])
}

/** What the rule is in words and in TypeScript, or all that is wrong with it. */
export function verdict(reading: Reading): VNode {
  const parts = 'rule' in reading ? said(reading.rule) : wrong(reading.problems)
  return h('div', { class: 'verdict' }, parts)
}

function said({ definition }: Rule): VNode[] {
  return [
    h('div', { id: 'verdict', 'aria-live': 'polite' }, [
      h('h2', 'In a sentence'),
      h('p', { class: 'sentence' }, describe(definition)),
    ]),
    h('h2', 'In TypeScript'),
    // It scrolls, so it must be reached by keys.
    h('pre', { tabindex: 0, 'aria-label': 'The rule in TypeScript' }, h('code', builderCode(definition))),
  ]
}

function wrong(problems: readonly DefinitionProblem[]): VNode[] {
  const items = problems.map(({ path, found, wanted }) =>
    h('li', [h('code', path || 'the rule'), ': found ', h('code', found), `, expected ${wanted}`]),
  )
  const title = problems.length === 1 ? 'One problem' : `${problems.length} problems`
  return [
    h('div', { id: 'verdict', class: 'problems', 'aria-live': 'polite' }, [
      h('h2', title),
      h('ul', items),
      h('p', 'Shoppers are decided on as soon as there is none.'),
    ]),
  ]
}
