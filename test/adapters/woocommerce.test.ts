import { describe } from 'vitest'
import { calls } from './support/calls-woocommerce'
import { testCases } from './support/cases'

describe('the golden cases of WooCommerce', () => testCases('woocommerce', calls))
