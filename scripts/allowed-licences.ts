import type { Allowed } from './licences'

/**
 * The licences that were reviewed. A new one fails the tests until it is added here, with the reason: Aisle is MIT, and
 * whoever ships it must be able to do so without more than keeping notices.
 */
export const allowedLicences: Allowed = {
  licences: [
    'MIT',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Python-2.0',
    // Given to the public domain: isbot, and icons of the site.
    'Unlicense',
    'CC0-1.0',
  ],
  tools: {
    // Asks only for changes of its own files. Run by the tests, and in nothing that is published.
    'MPL-2.0': ['axe-core', 'lightningcss'],
    // The marks of other sites, given to the public domain: what builds the site of these pages brings them.
    'CC0-1.0': ['@iconify-json/simple-icons'],
    // Data on browsers, which webpack reads.
    'CC-BY-4.0': ['caniuse-lite'],
  },
  read: {
    '@segment/facade': 'MIT',
    '@segment/isodate': 'MIT',
    '@segment/isodate-traverse': 'MIT',
    'new-date': 'MIT',
    spawndamnit: 'MIT',
  },
}
