/** What tells campaigns apart, by the names that events carry it under (`context.campaign`). */
export const CAMPAIGN_FIELDS = ['source', 'medium', 'name', 'term', 'content', 'id'] as const

/** One of {@link CAMPAIGN_FIELDS}. */
export type CampaignField = (typeof CAMPAIGN_FIELDS)[number]
