import { describe } from 'vitest'
import { calls } from './support/calls-hubspot'
import { testCases } from './support/cases'

describe('the golden cases of HubSpot', () => testCases('hubspot', calls))
