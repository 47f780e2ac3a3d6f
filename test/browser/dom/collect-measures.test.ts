import { beforeEach, describe, expect, test } from 'vitest'
import {
  collectMeasures,
  type MeasureCollection,
  type PageMeasures,
} from '../../../src/browser/page-speed/collect-measures'

let told: PageMeasures[]
let collection: MeasureCollection
let load_ms: number | undefined

beforeEach(() => {
  told = []
  load_ms = 900.4
  collection = collectMeasures({ on_measured: (measures) => told.push(measures), load_ms: () => load_ms })
})

function add(name: string, value: number, navigationStartTime = 0): void {
  collection.add({ name, value, navigationStartTime })
}

describe('collectMeasures()', () => {
  test('tells the newest value of each metric, milliseconds whole and a ratio with four digits', () => {
    add('TTFB', 12.4)
    add('LCP', 800.5)
    add('LCP', 812.5)
    add('INP', 16)
    add('CLS', 0.012_35)
    add('FCP', 300)
    collection.tell()
    expect(told).toStrictEqual([{ ttfb_ms: 12, lcp_ms: 813, inp_ms: 16, cls: 0.0124, load_ms: 900 }])
  })

  test('takes a metric that does not say of which navigation it is for one of the load', () => {
    collection.add({ name: 'CLS', value: 0 })
    collection.tell()
    expect(told).toStrictEqual([{ cls: 0, load_ms: 900 }])
  })

  test('tells a view once, whatever comes after', () => {
    add('LCP', 800)
    collection.tell()
    add('LCP', 900)
    collection.tell()
    collection.next()
    expect(told).toStrictEqual([{ lcp_ms: 800, load_ms: 900 }])
  })

  test('tells nothing where nothing was measured, and what is measured later', () => {
    collection.tell()
    expect(told).toEqual([])
    add('CLS', 0)
    collection.tell()
    expect(told).toHaveLength(1)
  })

  test('leaves out the load where it has not ended', () => {
    load_ms = undefined
    add('TTFB', 10)
    collection.tell()
    expect(told).toStrictEqual([{ ttfb_ms: 10 }])
  })

  test('tells what there is before the next view, and keeps late values of before out of it', () => {
    add('LCP', 800)
    add('TTFB', 12)
    collection.next()
    add('INP', 40)
    collection.tell()
    expect(told).toStrictEqual([{ lcp_ms: 800, ttfb_ms: 12, load_ms: 900 }])
    add('LCP', 120, 5_000)
    add('CLS', 0.2)
    collection.tell()
    expect(told.slice(1)).toStrictEqual([{ lcp_ms: 120 }])
  })

  test('keeps values of the load out of the next view though none had come before it', () => {
    collection.next()
    add('LCP', 800)
    collection.tell()
    expect(told).toEqual([])
  })

  test('keeps to the first navigation of a view: a jump within the page is another to the browser', () => {
    add('LCP', 800)
    add('LCP', 40, 2_000)
    collection.next()
    add('CLS', 0.1, 2_000)
    add('LCP', 90, 2_000.5)
    collection.tell()
    expect(told).toStrictEqual([{ lcp_ms: 800, load_ms: 900 }, { lcp_ms: 90 }])
  })
})
