import fc from 'fast-check'
import { compile } from '../../../src/engine/compile'
import type { Shopper } from '../../../src/engine/shopper'
import type { AisleDocument } from '../../../src/language/ast'
import type { ShopEvent } from '../../../src/vocabulary/event-types'
import type { DialectName } from '../../../src/warehouse/sql/dialect'
import { type SqlQuery, sql } from '../../../src/warehouse/sql/sql'
import { documents, logs, nows } from '../../support/arbitraries'
import { type Answer, answersIn, type RunQuery } from './engine'
import { columnsOf, type LoggedEvent, type Table, tablesOf } from './tables'

/** A document, the logs of some shoppers, and an instant. */
export interface Question {
  readonly document: AisleDocument
  readonly events: readonly LoggedEvent[]
  readonly now: number
  /** Whether the tables have each event once, and the query is told so. */
  readonly is_unique?: boolean
}

/** A question as an engine is asked it. */
export interface Asked {
  readonly tables: readonly Table[]
  readonly query: SqlQuery
}

/** How many shoppers a random question is about. */
const SHOPPERS = 4

/** Random questions: each shopper has a log of their own. */
export function questions(): fc.Arbitrary<Question> {
  return documents().chain((document) =>
    fc.record({
      document: fc.constant(document),
      now: nows(),
      events: fc
        .tuple(...Array.from({ length: SHOPPERS }, () => logs(document)))
        .map((each) => each.flatMap((log, i) => log.map((event) => ofShopper(event as LoggedEvent, `u${i}`)))),
    }),
  )
}

/** Ids are unique over all shoppers, in the same order as before, and no longer than ids are. */
function ofShopper(event: LoggedEvent, shopper_id: string): LoggedEvent {
  return { ...event, id: `${shopper_id}-${event.id}`.slice(0, 128), shopper_id }
}

/** A question in an engine's words. */
export function ask({ document, events, now, is_unique = false }: Question, dialect: DialectName): Asked {
  const once = is_unique ? [...new Map(events.map((event) => [event.id, event])).values()] : events
  return {
    tables: tablesOf(document, once),
    query: sql(document, { dialect, now, columns: columnsOf(document), is_unique }),
  }
}

/** What the engine in JavaScript answers, by shopper. */
export function answersOfEngine({ document, events, now }: Question): Map<string, Answer> {
  const engine = compile(document)
  const shoppers = new Map<string, Shopper>()
  for (const event of events) {
    const shopper = shoppers.get(event.shopper_id) ?? engine.shopper()
    shoppers.set(event.shopper_id, shopper)
    shopper.fold(event as ShopEvent, now)
  }
  const answerOf = ({ segments, stages, traits }: Answer): Answer => ({ segments, stages, traits })
  return new Map([...shoppers].map(([shopper_id, shopper]) => [shopper_id, answerOf(shopper.at(now))]))
}

/** What an engine answers, by shopper. */
export async function answersOfSql(
  question: Question,
  dialect: DialectName,
  run: RunQuery,
): Promise<Map<string, Answer>> {
  const { tables, query } = ask(question, dialect)
  return answersIn(await run(tables, query.sql), query)
}
