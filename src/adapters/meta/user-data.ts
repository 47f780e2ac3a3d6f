import { sha256 } from '../support/sha256'

/**
 * Who somebody is, as the shop knows: nothing of it is taken from events. What is personal is hashed before it leaves.
 *
 * @example
 * ```ts
 * // The address and the country are hashed; the cookie goes as it is.
 * const guest: MetaPerson = { email: 'ann@shop.example', country: 'at', fbp: 'fb.1.1596403881668.1116446470' }
 * const options = { pixel_id: '1', access_token: 't-1', person_of: () => guest }
 * const { requests } = await toMetaConversions([event], options)
 * requests.length // => 1
 * ```
 */
export interface MetaPerson {
  readonly email?: string | undefined
  /** With the code of its country: `+43 1 234`. */
  readonly phone?: string | undefined
  readonly first_name?: string | undefined
  readonly last_name?: string | undefined
  readonly city?: string | undefined
  /** Two letters in the United States. */
  readonly state?: string | undefined
  readonly zip?: string | undefined
  /** Two letters, as in ISO 3166-1. */
  readonly country?: string | undefined
  /** `YYYYMMDD` */
  readonly date_of_birth?: string | undefined
  /** The id of the person at the shop; hashed too. */
  readonly external_id?: string | undefined
  /** The cookie `_fbp`. */
  readonly fbp?: string | undefined
  /** The cookie `_fbc`; else it is made of the event's click id, where it has one. */
  readonly fbc?: string | undefined
  readonly client_ip_address?: string | undefined
  readonly client_user_agent?: string | undefined
}

const lower = (text: string) => text.trim().toLowerCase()
const letters = (text: string) => lower(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '')

/**
 * Meta's name of each, and how it is made alike before it is hashed
 * (https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters).
 */
const HASHED: readonly (readonly [keyof MetaPerson, string, (text: string) => string])[] = [
  ['email', 'em', lower],
  ['phone', 'ph', (text) => text.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '')],
  ['first_name', 'fn', letters],
  ['last_name', 'ln', letters],
  ['city', 'ct', letters],
  ['state', 'st', letters],
  // Of the nine digits in the United States Meta wants the first five.
  [
    'zip',
    'zp',
    (text) =>
      lower(text)
        .replace(/^(\d{5})-\d{4}$/, '$1')
        .replace(/[\s-]/g, ''),
  ],
  ['country', 'country', lower],
  ['date_of_birth', 'db', (text) => text.replace(/\D/g, '')],
  ['external_id', 'external_id', (text) => text.trim()],
]
const AS_IS = ['fbp', 'fbc', 'client_ip_address', 'client_user_agent'] as const
const HASH = /^[0-9a-f]{64}$/

/**
 * Who somebody is, as Meta takes it: made alike and hashed by SHA-256; what is a hash already stays.
 *
 * @example
 * ```ts
 * await toUserData({ email: ' Ann@Example.com', fbp: 'fb.1.1.2' }) // { em: ['4d2c...'], fbp: 'fb.1.1.2' }
 * ```
 */
export async function toUserData(person: MetaPerson): Promise<Record<string, string | string[]>> {
  const user_data: Record<string, string | string[]> = {}
  for (const [field, theirs, alike] of HASHED) {
    const value = person[field]
    const text = typeof value === 'string' ? alike(value) : ''
    if (text !== '') user_data[theirs] = [HASH.test(text) ? text : await sha256(text)]
  }
  for (const field of AS_IS) {
    const value = person[field]
    if (typeof value === 'string' && value !== '') user_data[field] = value
  }
  return user_data
}
