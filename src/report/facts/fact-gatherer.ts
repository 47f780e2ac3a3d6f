import type { ShopperHistory } from '../../history/shopper-history'
import type { AisleDocument } from '../../language/ast'
import { coverageOf } from '../../language/coverage'
import { ChangeTally } from './change-tally'
import { CohortTally } from './cohort-tally'
import { FunnelTally } from './funnel-tally'
import { IntentTally } from './intent-tally'
import { JourneyTally } from './journey-tally'
import { QualityTally, type ReadingFacts } from './quality-tally'
import type { ReportFacts } from './report-facts'
import { RfmTally } from './rfm-tally'
import { SegmentTally } from './segment-tally'
import { type Instants, LifeReader } from './shopper-life'
import { StageTally } from './stage-tally'
import { TotalTally } from './total-tally'

/** What facts are gathered for. */
export interface GatherOptions extends Instants {
  readonly document: AisleDocument
  /** How the log was read. @default null */
  readonly reading?: ReadingFacts | null | undefined
}

/**
 * Counts all that a report says, one shopper after the other: of each only the counts stay, and a few numbers of each move
 * between stages and of each buyer.
 */
export class FactGatherer {
  readonly #options: GatherOptions
  readonly #reader: LifeReader
  readonly #totals = new TotalTally()
  readonly #segments: SegmentTally
  readonly #stages: StageTally
  readonly #journeys: JourneyTally
  readonly #funnel = new FunnelTally()
  readonly #rfm = new RfmTally()
  readonly #cohorts: CohortTally
  readonly #intents: IntentTally
  readonly #changes: ChangeTally
  readonly #quality = new QualityTally()

  /** @throws DefinitionError where the document has mistakes. */
  constructor(options: GatherOptions) {
    const { document, now } = options
    this.#options = options
    this.#reader = new LifeReader(document, options)
    this.#segments = new SegmentTally(document)
    this.#stages = new StageTally(document)
    this.#journeys = new JourneyTally(document)
    this.#cohorts = new CohortTally(document.zone, now)
    this.#intents = new IntentTally(document)
    this.#changes = new ChangeTally(document)
  }

  /**
   * Takes one shopper in.
   *
   * @param history Usable events in (time, id) order, as `historiesOf` gives them.
   */
  add(history: ShopperHistory): void {
    const life = this.#reader.read(history)
    if (!life) return
    this.#totals.add(life)
    this.#segments.add(life)
    this.#stages.add(life)
    this.#journeys.add(life)
    this.#funnel.add(life)
    this.#rfm.add(life)
    this.#cohorts.add(life)
    this.#intents.add(life)
    this.#changes.add(life)
    this.#quality.add(life)
  }

  /** All that was counted. */
  get facts(): ReportFacts {
    const { document, now, compare, reading = null } = this.#options
    return {
      now,
      compare,
      zone: document.zone,
      totals: this.#totals.facts,
      segments: this.#segments.facts,
      stages: this.#stages.facts,
      journeys: this.#journeys.facts,
      funnel: this.#funnel.facts,
      rfm: this.#rfm.facts,
      cohorts: this.#cohorts.facts,
      intents: this.#intents.facts,
      changes: this.#changes.facts,
      quality: this.#quality.facts(reading),
      coverage: coverageOf(document, this.#quality.names),
    }
  }
}
