/**
 * Reading what comes from outside, and the zod schemas behind the types. Apart from the core, which does without zod.
 *
 * @module aisle/schemas
 */
export { documentSchema } from './language/document-schema'
export { contextSchema } from './vocabulary/context'
export {
  type ConvertedEvent,
  type ConvertMoneyOptions,
  convertMoney,
  type DatedRate,
  type RatesTable,
} from './vocabulary/convert-money'
export { shopEventSchema } from './vocabulary/envelope'
export { eventPropsSchemas } from './vocabulary/events'
export { checkMoney } from './vocabulary/money'
export { describeProblem, type Problem, type ProblemCode } from './vocabulary/problem'
export { productLineSchema } from './vocabulary/product-line'
export { type EventReading, type ReadEventOptions, readEvent } from './vocabulary/read-event'
