import { describe } from 'vitest'
import { calls } from './support/calls-klaviyo'
import { testCases } from './support/cases'

describe('the golden cases of Klaviyo', () => testCases('klaviyo', calls))
