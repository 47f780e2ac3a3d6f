import { type HistorySource, historiesOf } from '../../history/shopper-history'
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
 *
 * @throws DefinitionError where the document has mistakes.
 * @example
 * gatherFacts(histories, { document: builtin, now, compare: now - 28 * 86_400_000 }).totals.shoppers
 */
export function gatherFacts(source: HistorySource, options: GatherOptions): ReportFacts {
  const { document, now, compare, reading = null } = options
  const reader = new LifeReader(document, { now, compare })
  const totals = new TotalTally()
  const segments = new SegmentTally(document)
  const stages = new StageTally(document)
  const journeys = new JourneyTally(document)
  const funnel = new FunnelTally()
  const rfm = new RfmTally()
  const cohorts = new CohortTally(document.zone, now)
  const intents = new IntentTally(document)
  const changes = new ChangeTally(document)
  const quality = new QualityTally()
  const tallies = [totals, segments, stages, journeys, funnel, rfm, cohorts, intents, changes, quality]
  for (const history of historiesOf(source)) {
    const life = reader.read(history)
    if (life) for (const tally of tallies) tally.add(life)
  }
  return {
    now,
    compare,
    zone: document.zone,
    totals: totals.facts,
    segments: segments.facts,
    stages: stages.facts,
    journeys: journeys.facts,
    funnel: funnel.facts,
    rfm: rfm.facts,
    cohorts: cohorts.facts,
    intents: intents.facts,
    changes: changes.facts,
    quality: quality.facts(reading),
    coverage: coverageOf(document, quality.names),
  }
}
