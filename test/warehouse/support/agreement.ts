import fc from 'fast-check'
import { compile } from '../../../src/engine/compile'
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
export function ask({ document, events, now }: Question, dialect: DialectName): Asked {
  return {
    tables: tablesOf(document, events),
    query: sql(document, { dialect, now, columns: columnsOf(document) }),
  }
}

/** What the engine in JavaScript answers, by shopper. */
export function answersOfEngine({ document, events, now }: Question): Map<string, Answer> {
  const engine = compile(document)
  const answers = new Map<string, Answer>()
  for (const shopper_id of new Set(events.map((event) => event.shopper_id))) {
    const shopper = engine.shopper()
    for (const event of events) if (event.shopper_id === shopper_id) shopper.fold(event as ShopEvent, now)
    const { segments, stages, traits } = shopper.at(now)
    answers.set(shopper_id, { segments, stages, traits })
  }
  return answers
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
