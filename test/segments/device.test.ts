import { mobileFirst, multiDevice } from '../../src/segments/device'
import { context, DAY, daily, holds, type Told } from './asked'

const device = (type: string) => context({ device: { type } })
const on = (type: string, n: number, from = 0): Told[] => daily(n, 'page_viewed', device(type), from)

holds(mobileFirst, [
  ['nothing happened', [], 'unknown'],
  ['no device is named', daily(3, 'page_viewed'), 'unknown'],
  ['every day was on the phone', on('mobile', 2), 'in'],
  ['no day was on the phone', on('desktop', 2), 'out'],
  ['three days of five were', [...on('mobile', 3), ...on('desktop', 2, 3)], 'in'],
  ['five days of nine were', [...on('mobile', 5), ...on('desktop', 4, 5)], 'out'],
  [
    'a day without a device counts for none',
    [...on('mobile', 3), ...on('desktop', 2, 3), ...daily(9, 'page_viewed', {}, 5)],
    'in',
  ],
  ['the desktop was 90 days ago', [...on('mobile', 1), ['page_viewed', 90 * DAY, device('desktop')]], 'in'],
  [
    'the desktop was 90 days ago less a millisecond',
    [...on('mobile', 1), ['page_viewed', 90 * DAY - 1, device('desktop')]],
    'out',
    [1, 'in'],
  ],
])

holds(multiDevice, [
  ['nothing happened', [], 'unknown'],
  ['no device is named', daily(3, 'page_viewed'), 'unknown'],
  ['one kind of device was used, just now', on('mobile', 1), 'out', null],
  ['two kinds were', [...on('mobile', 1), ...on('desktop', 1)], 'in'],
  ['three kinds were', [...on('mobile', 1), ...on('desktop', 1), ...on('tablet', 1)], 'in'],
  ['the other was 90 days ago', [...on('mobile', 1), ['page_viewed', 90 * DAY, device('desktop')]], 'out'],
  [
    'the other was 90 days ago less a millisecond',
    [...on('mobile', 1), ['page_viewed', 90 * DAY - 1, device('desktop')]],
    'in',
    [1, 'out'],
  ],
])
