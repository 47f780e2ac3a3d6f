import { compile } from '../../engine/compile'
import type { Shopper } from '../../engine/shopper'
import type { AisleDocument } from '../../language/ast'
import { coverageOf } from '../../language/coverage'
import { limitTo } from '../../language/limit-to'

/** The events that a log has, and what definitions limited to them answer. */
export class LogEvents {
  readonly #document: AisleDocument
  readonly #names = new Set<string>()

  constructor(document: AisleDocument) {
    this.#document = document
  }

  /** Takes note of an event's name. */
  readonly add = (name: string): void => {
    this.#names.add(name)
  }

  /** The definitions, limited to the events of the log that has been read. */
  get document(): AisleDocument {
    return limitTo(this.#document, this.#names)
  }

  /**
   * Shoppers who were read under the whole document, as the limited one sees them. That asks for nothing that the whole one
   * does not keep, so that the log need not be read again.
   *
   * @param prepare Makes of the limited document what the shoppers were compiled from.
   */
  asked(prepare = (document: AisleDocument): AisleDocument => document): (shopper: Shopper) => Shopper {
    const engine = compile(prepare(this.document))
    return (shopper) => engine.shopper(shopper.snapshot())
  }

  /** The events that definitions of a name mention and the log lacks; of all where none is named. */
  lackedBy(name?: string): readonly string[] {
    const coverage = coverageOf(this.#document, this.#names).filter((one) => name === undefined || one.name === name)
    return [...new Set(coverage.flatMap(({ lacks }) => lacks))]
  }

  /** What was limited, of a name or of all, for the end of a report. */
  warning(name?: string): string[] {
    const lacks = this.lackedBy(name)
    return lacks.length ? [`--limit-to-log: found none of ${lacks.join(', ')}; what needs them is unknown`] : []
  }
}
