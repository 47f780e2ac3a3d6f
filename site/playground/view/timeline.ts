import { h, type VNode } from 'vue'
import { type Answer, type Stretch, showInstant } from '../ask'
import { FROM, type SampleShopper, UNTIL } from '../shoppers'
import { outcomePill, toneOf } from './outcome'

interface TimelineProps {
  readonly shopper: SampleShopper
  readonly course: readonly Stretch[]
  readonly answer: Answer | undefined
  readonly now: number
  readonly goTo: (now: number) => void
}

const MINUTE = 60_000
const place = (ms: number) => `${(((ms - FROM) / (UNTIL - FROM)) * 100).toFixed(3)}%`

/** The instant that is asked about, over what happened and how the outcome went. */
export function timeline(props: TimelineProps): VNode {
  const { now, answer, goTo } = props
  return h('div', { class: 'timeline' }, [
    h('label', { for: 'now' }, [h('span', 'Asked at'), h('output', { for: 'now' }, `${showInstant(now)} UTC`)]),
    h('input', {
      id: 'now',
      type: 'range',
      min: FROM,
      max: UNTIL,
      step: MINUTE,
      // After the bounds: a browser cuts a value that does not fit them.
      value: now,
      'aria-valuetext': `${showInstant(now)} UTC${answer ? `: ${answer.outcome}` : ''}`,
      onInput: ({ target }: Event) => goTo(Number((target as HTMLInputElement).value)),
    }),
    strip(props),
    steps(props),
    stretches(props),
  ])
}

/** The outcome through time as a coloured band, with a mark an event. */
function strip({ shopper, course, now }: TimelineProps): VNode {
  const bands = course.map(({ from, until, outcome }) =>
    h('span', {
      class: ['band', `tone-${toneOf(outcome)}`],
      style: { left: place(from), width: `calc(${place(until)} - ${place(from)})` },
    }),
  )
  const marks = shopper.events.map(({ id, time }) =>
    h('span', { key: id, class: 'mark', style: { left: place(time) } }),
  )
  return h('div', { class: 'strip', 'aria-hidden': true }, [
    ...bands,
    ...marks,
    h('span', { class: 'now', style: { left: place(now) } }),
  ])
}

/** Buttons to the event before, the event after, and the next change. */
function steps({ shopper, answer, now, goTo }: TimelineProps): VNode {
  const times = shopper.events.map(({ time }) => time)
  const next = answer?.explanation.changes_at?.at
  const targets: [string, number | undefined][] = [
    ['Event before', times.filter((time) => time < now).at(-1)],
    ['Event after', times.find((time) => time > now)],
    ['Next change by time', next !== undefined && next <= UNTIL ? next : undefined],
  ]
  const button = ([title, target]: (typeof targets)[number]) =>
    h('button', { type: 'button', disabled: target === undefined, onClick: () => goTo(target!) }, title)
  return h('div', { class: 'steps', role: 'group', 'aria-label': 'Go to' }, targets.map(button))
}

/** The same in words: from when which outcome was, or will be. */
function stretches({ course, now, goTo }: TimelineProps): VNode {
  const items = course.map(({ from, until, outcome }) =>
    h('li', [
      h(
        'button',
        { type: 'button', 'aria-current': from <= now && now < until ? 'time' : undefined, onClick: () => goTo(from) },
        [outcomePill(outcome), ` from ${showInstant(from)}`],
      ),
    ]),
  )
  return h('ol', { class: 'stretches', 'aria-label': 'The outcome through time' }, items)
}
