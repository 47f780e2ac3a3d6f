import type { About } from './about'

const QUARTER = { what: 'the last 90 days', why: 'Devices change; a quarter shows those in use.', source: 'default' }
const UNNAMED = 'Unknown where no event names a device.'

/** What people should know of the habits of devices. */
export const aboutDevice: readonly About[] = [
  {
    name: 'mobile_first',
    family: 'device',
    words:
      'Comes with the phone on most days. Give them short pages, wallets in place of forms, and buttons that a thumb reaches.',
    thresholds: [
      QUARTER,
      {
        what: '60 % of the days on which the device is known (0.6)',
        why: 'Clearly more often than not; 15.8 % of shoppers.',
        source: 'google-store August 2016, bench/catalogue.ts',
      },
    ],
    needs: [],
    missing: UNNAMED,
  },
  {
    name: 'multi_device',
    family: 'device',
    words:
      'Shops on several kinds of device. Keep the cart over all of them. Seen only where devices are known to be of one person, by logging in: a browser alone is always one device.',
    thresholds: [QUARTER, { what: '2 kinds of device', why: 'By definition.', source: 'by definition' }],
    needs: [],
    missing: UNNAMED,
  },
]
