import { expect, it } from 'vitest'
import { importanceOf } from '../../src/tracker/importance'
import { eventPropsSchemas } from '../../src/vocabulary/events'

it('importanceOf() ranks every event of the vocabulary', () => {
  const ranks = Object.keys(eventPropsSchemas).map((name) => [name, importanceOf(name)])
  const namesOf = (rank: number) => ranks.filter((each) => each[1] === rank).map(([name]) => name)
  expect(namesOf(0)).toEqual([
    'page_viewed',
    'products_searched',
    'list_viewed',
    'list_filtered',
    'product_clicked',
    'product_viewed',
    'product_detail_viewed',
    'products_compared',
    'promotion_viewed',
    'promotion_clicked',
    'content_viewed',
    'page_measured',
  ])
  expect(namesOf(2)).toEqual([
    'order_completed',
    'order_updated',
    'order_cancelled',
    'order_refunded',
    'order_shipped',
    'order_delivered',
    'return_requested',
  ])
})

it('importanceOf() tells own events by how they are named', () => {
  expect(importanceOf('video_viewed')).toBe(0)
  expect(importanceOf('quiz_finished')).toBe(1)
  expect(importanceOf('order_gift_wrapped')).toBe(2)
  expect(importanceOf('reorder_requested')).toBe(1)
})
