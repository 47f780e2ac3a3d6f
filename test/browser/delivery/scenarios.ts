import { exits } from './exits'
import { offline } from './offline'
import { ordinary } from './ordinary'
import { outages } from './outages'
import { patienceOf, type Scenario } from './scenario'
import { storage } from './storage'
import { tabs } from './tabs'

const all = [...outages, ...offline, ...ordinary, ...exits, ...tabs, ...storage]

/** All that delivery has to survive, what takes longest first: so the others fill its waiting. */
export const scenarios: readonly Scenario[] = all.sort((one, other) => patienceOf(other) - patienceOf(one))
