/**
 * Tests of what is built with Aisle, in any test framework on Node: the tracker in made-up tabs, a clock that is told to
 * move, a collector in memory, and the contracts of plugins, sinks and stores.
 *
 * @module
 */

export type { ContractCase } from './testing/contract/contract-case'
export { pluginContract } from './testing/contract/plugin-contract'
export type { PluginContractOptions } from './testing/contract/plugin-trial'
export { sampleEvent } from './testing/contract/sample-event'
export { type SinkPlace, sinkContract } from './testing/contract/sink-contract'
export { type StorePlace, storeContract } from './testing/contract/store-contract'
export { type ExpectDeliveredOptions, expectDelivered, type WantedEvent } from './testing/expect-delivered'
export { type AisleMatchers, type MatcherResult, matchers } from './testing/matchers'
export { createMemoryCollector, type MemoryCollector } from './testing/memory-collector'
export { createMemorySink, type MemorySink } from './testing/memory-sink'
export type { FakeDisk } from './testing/page/disk'
export { createFakeShop, type FakeShop, type FakeShopOptions } from './testing/page/fake-shop'
export type { FakeTab } from './testing/page/fake-tab'
export type { FakeNetwork, Fault, Handler, SentRequest } from './testing/page/network'
export type { BrowserPart } from './testing/page/tab-place'
export { createVirtualClock, type VirtualClock, type VirtualClockOptions } from './testing/virtual-clock'
export type { Clock } from './tracker/ports'
export type { Changes, Store } from './tracker/store'
