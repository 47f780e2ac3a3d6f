import type { Selector } from '../../language/ast'
import { parseDuration } from '../../language/duration'
import { parsePath } from '../../language/path'
import type { Dialect, Window } from './dialect'
import type { Field, Fields } from './fields'
import type { Query } from './query'
import { allOf, testSql } from './tests'

/** What a selector selects: rows, and which of them. */
export interface Selected {
  /** What stands after FROM: rows with `shopper_id`, `id`, `time` and the fields. */
  readonly from: string
  /** Which rows: never NULL. */
  readonly where: string
  /** The columns that rows are in order by. */
  readonly order: readonly string[]
  /** What holds of all that are selected, and can be asked before anything else; undefined where that is nothing. */
  readonly among?: string
}

/** The events as a selector narrows them, its window and `once` aside. */
interface Core {
  readonly names: string
  readonly events: string
  readonly lines: string
}

/** The rows that selectors select, and what must stand before them in a query. */
export interface Rows {
  select(selector: Selector): Selected
  /** Of each event, in one set of rows, whether each selector selects it: columns `is_1`, `is_2`, ... of 1 and 0. */
  flag(selectors: readonly Selector[]): string
  /** Whether any window is the current visit. */
  hasVisits(): boolean
  /** Whether product lines are read. */
  hasLines(): boolean
  /** Tests of product lines that events are asked for as a whole, by the name of the column that says whether one line meets them. */
  readonly lineTests: ReadonlyMap<string, string>
}

/** The rows of events, and those of their product lines. */
export const EVENTS = 'events_of_rules'
export const LINES = 'lines_of_rules'
/** The lines with what their events have, where tables have lines within events. */
export const EACH_LINE = 'each_line'

const EVENT_ORDER = ['time', 'id']
const LINE_ORDER = [...EVENT_ORDER, 'line']

/** What rows are made with. */
export interface RowsParts {
  readonly dialect: Dialect
  readonly fields: Fields
  readonly query: Query
  readonly now: number
  /** Whether product lines lie within their events. */
  readonly is_nested: boolean
}

/** Makes the rows of a query. */
export function createRows({ dialect, fields, query, now, is_nested }: RowsParts): Rows {
  const lineTests = new Map<string, string>()
  let hasVisits = false
  let hasLines = false

  const coreOf = ({ event, where = {}, each }: Selector): Core => {
    const names = ([] as string[]).concat(event).map((name) => dialect.text(name))
    const of = (isOfLine: boolean) =>
      allOf(
        Object.entries(where)
          .filter(([path]) => (parsePath(path)!.of === 'product') === isOfLine)
          .map(([path, test]) => testSql(dialect, fields.get(path), test)),
      )
    const lines = of(true)
    hasLines ||= !!each
    const hasLineTests = Object.keys(where).some((path) => parsePath(path)!.of === 'product')
    const events = [of(false)]
    if (hasLineTests) events.push(`${flagOf(lines)} = 1`)
    const isAny = event === '*'
    return {
      names: isAny
        ? '1 = 1'
        : names.length === 1
          ? `name = ${names[0]}`
          : `name IN (${[...new Set(names)].join(', ')})`,
      // Lines are tested one by one where each is asked for: one that meets the tests is in an event that has one.
      events: each && hasLineTests ? events[0]! : allOf(events),
      lines,
    }
  }
  /** The column that says whether one line of an event meets some tests. */
  const flagOf = (lines: string) => {
    const known = [...lineTests].find(([, tests]) => tests === lines)?.[0]
    const name = known ?? `has_line_${lineTests.size + 1}`
    lineTests.set(name, lines)
    return name
  }
  const inWindow = (within: Selector['within']) => {
    if (within === undefined) return '1 = 1'
    if (within !== 'visit') return `time > ${now - parseDuration(within)!}`
    hasVisits = true
    return 'in_visit = 1'
  }
  /** Whether an event is the first in its window with its value of the `once` field; that before it is in a column. */
  const isFirst = (field: Field, within: Selector['within'], before: string) => {
    const none = `${field.alias} IS NULL OR ${before} IS NULL`
    const isBefore =
      within === undefined || within === 'visit' ? '' : ` OR ${before} <= ${now - parseDuration(within)!}`
    return `(${none}${isBefore})`
  }
  const windowOf = (field: Field, within: Selector['within'], more: readonly string[] = []): Window => ({
    partition: ['shopper_id', ...more, ...(within === 'visit' ? ['in_visit'] : []), field.alias],
    order: EVENT_ORDER,
  })

  const once = (selector: Selector, field: Field): Selected => {
    const { each, within } = selector
    const core = coreOf(selector)
    const test = each && core.lines !== '1 = 1' ? allOf([core.events, `${flagOf(core.lines)} = 1`]) : core.events
    const before = dialect.before('time', windowOf(field, within))
    const window = inWindow(within)
    const body = `SELECT *, ${before} AS earlier\nFROM ${EVENTS}\nWHERE ${allOf([core.names, test])}`
    const name = query.common('firsts', body)
    const where = [window, isFirst(field, within, 'earlier')]
    if (!each) return { from: name, where: allOf(where), order: EVENT_ORDER }
    const from = `${name} JOIN ${LINES} ON ${LINES}.event_id = ${name}.event_key`
    return { from, where: allOf([...where, core.lines]), order: LINE_ORDER }
  }

  return {
    lineTests,
    hasVisits: () => hasVisits,
    hasLines: () => hasLines || lineTests.size > 0,
    select(selector) {
      const field = selector.once === undefined ? undefined : fields.get(selector.once)
      if (field) return once(selector, field)
      const { names, events, lines } = coreOf(selector)
      const where = [names, inWindow(selector.within), events]
      const among = selector.event === '*' ? {} : { among: names }
      if (!selector.each) return { from: EVENTS, where: allOf(where), order: EVENT_ORDER, ...among }
      const from = is_nested ? EACH_LINE : `${EVENTS} JOIN ${LINES} ON ${LINES}.event_id = ${EVENTS}.event_key`
      return { from, where: allOf([...where, lines]), order: LINE_ORDER, ...among }
    },
    flag(selectors) {
      const steps = selectors.map((selector, i) => {
        const { names, events, lines } = coreOf(selector)
        const field = selector.once === undefined ? undefined : fields.get(selector.once)
        const hasLine = selector.each ? [`${flagOf(lines)} = 1`] : []
        // Of lines without tests, an event that has none may be the first with its value, and is not selected all the same.
        const met = allOf([names, events, ...(lines === '1 = 1' ? [] : hasLine)])
        return { met, hasLine, field, within: selector.within, window: inWindow(selector.within), name: `${i + 1}` }
      })
      const any = steps.map(({ met }) => `(${met})`).join(' OR ')
      const columns = steps.flatMap(({ met, hasLine, name }) => [
        `CASE WHEN ${met} THEN 1 ELSE 0 END AS met_${name}`,
        ...hasLine.map((has) => `CASE WHEN ${has} THEN 1 ELSE 0 END AS has_${name}`),
      ])
      const keys = [...new Set(steps.flatMap(({ field }) => (field ? [field.alias] : [])))]
      const visit = hasVisits ? ['in_visit'] : []
      const met = query.common(
        'steps',
        `SELECT ${['shopper_id', 'id', 'time', ...visit, ...keys].join(', ')},\n  ${columns.join(',\n  ')}\nFROM ${EVENTS}\nWHERE ${any}`,
      )
      const firsts = steps.flatMap(({ field, within, name }) =>
        field ? [`${dialect.before('time', windowOf(field, within, [`met_${name}`]))} AS before_${name}`] : [],
      )
      const rows = firsts.length ? query.common('steps', `SELECT *,\n  ${firsts.join(',\n  ')}\nFROM ${met}`) : met
      const flags = steps.map(({ field, hasLine, within, window, name }) => {
        const has = hasLine.map(() => `has_${name} = 1`)
        const all = [`met_${name} = 1`, ...has, window, ...(field ? [isFirst(field, within, `before_${name}`)] : [])]
        return `CASE WHEN ${allOf(all)} THEN 1 ELSE 0 END AS is_${name}`
      })
      return query.common('steps', `SELECT shopper_id, id, time,\n  ${flags.join(',\n  ')}\nFROM ${rows}`)
    },
  }
}
