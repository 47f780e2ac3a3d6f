/**
 * Membership out: follows shoppers on a server, and tells other systems who enters and leaves which segment, who reaches which
 * stage, when and why. Runs on Node 20 and later; what a receiver needs runs wherever there is Web Crypto.
 *
 * @module
 */
export { keyOfChange, type MembershipChange } from './membership/change'
export type { TargetStatus } from './membership/courier'
export { type Membership, type MembershipStatus, openMembership } from './membership/open-membership'
export type { MembershipOptions, MembershipStore } from './membership/options'
export type { Delivery, MembershipTarget, TargetReply } from './membership/target'
export { type Ga4TargetOptions, ga4Target } from './membership/targets/ga4-target'
export { hubspotTarget, klaviyoTarget } from './membership/targets/profile-targets'
export type { TargetOptions } from './membership/targets/send-requests'
export { type Verification, type VerifyOptions, verifyWebhook } from './membership/webhook/verify-webhook'
export { type WebhookMessage, type WebhookOptions, webhook } from './membership/webhook/webhook-target'
