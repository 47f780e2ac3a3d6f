import { describe } from 'vitest'
import { calls } from './support/calls-snowplow'
import { testCases } from './support/cases'

describe('the golden cases of Snowplow', () => testCases('snowplow', calls))
