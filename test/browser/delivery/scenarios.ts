import { exits } from './exits'
import { offline } from './offline'
import { ordinary } from './ordinary'
import { outages } from './outages'
import type { Scenario } from './scenario'
import { storage } from './storage'
import { tabs } from './tabs'

/** All that delivery has to survive, what takes longest first. */
export const scenarios: readonly Scenario[] = [...outages, ...offline, ...ordinary, ...exits, ...tabs, ...storage]
