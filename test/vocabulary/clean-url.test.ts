import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanAddress, cleanUrl, redactEmails } from '../../src/vocabulary/clean-url'

const shop = 'https://shop.example'
const gone = '(redacted)'

describe('cleanUrl()', () => {
  test.each([
    ['/list?size=42&colour=dark%20red&page=2'],
    ['/?utm_source=news&utm_medium=email&gclid=Cj0KCQjw-abc_123'],
    ['/search?q=shoes+for+men&sort=price_asc'],
    ['/books?author=Ada&title=Keys&compass=1&category=phones'],
    ['/list?phone=iphone-15&headphones=wireless&mobile=1&hotel=x'],
    ['/cart?code=SUMMER2026&coupon=code'],
    ['/p/4006381333931?ean=0036000291452'],
    ['/@ada/wishlist?ratio=1@2x'],
    ['/p;size=42?a=1'],
    ['/list?email=&token='],
    ['/list?q=100%&x=%E0%A4%A'],
    [''],
  ])('leaves %s as it is', (path) => {
    expect(cleanUrl(shop + path)).toBe(shop + path)
  })

  test.each([
    'email',
    'E-Mail',
    'customer[email]',
    'userEmail',
    'mail',
    'token',
    'access_token',
    'csrf-token',
    'password',
    'passwd',
    'pwd',
    'client_secret',
    'session_id',
    'sessionid',
    'PHPSESSID',
    'sid',
    'api_key',
    'key',
    'auth',
    'signature',
    'sig',
    'otp',
    'pin',
    'first_name',
    'lastName',
    'surname',
    'full-name',
    'username',
    'user',
    'login',
    'birthday',
    'billing_address',
    'street',
    'iban',
    'customer%5Bemail%5D',
  ])('redacts the value of %s', (name) => {
    expect(cleanUrl(`${shop}/a?size=42&${name}=x1&b=2`)).toBe(`${shop}/a?size=42&${name}=${gone}&b=2`)
  })

  test.each([
    ['a telephone number by its name', 'phone=06641234567'],
    ['a telephone number with signs', 'mobile_no=0664%2F123-456'],
    ['six digits of one', 'tel=123456'],
    ['a telephone number by its look', 'x=%2B43%20664%20123456'],
    ['the shortest of those', 'x=+43123456'],
    ['a JSON Web Token', 'x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1'],
    ['the code of a sign-in', `code=${'a'.repeat(20)}`],
    ['an e-mail address', 'q=ada.l%2Bx%40mail.example.com'],
    ['one in some text', 'q=orders+of%20ada@mail.example'],
    ['one in an address', 'next=%2Fin%3Fq%3Dada%2540mail.example'],
    ['a token in an address', 'next=https%3A%2F%2Fa.example%2F%3Ftoken%3Dx'],
    ['a token in an address in an address', 'u=%2F%3Fv%3D%252F%253Ftoken%253Dx'],
  ])('redacts %s', (_, pair) => {
    expect(cleanUrl(`${shop}/?${pair}&b=2`)).toBe(`${shop}/?${pair.split('=')[0]}=${gone}&b=2`)
  })

  test.each([
    ['five digits', '/?tel=12345'],
    ['seven digits with a plus', '/?x=+4312345'],
    ['sixteen digits with a plus', `/?x=+${'1'.repeat(16)}`],
    ['a short code', `/?code=${'a'.repeat(19)}`],
    ['digits after other text', '/?x=a+43123456'],
  ])('leaves %s', (_, path) => {
    expect(cleanUrl(shop + path)).toBe(shop + path)
  })

  test.each([
    ['in the path', '/unsubscribe/ada@mail.example/now', `/unsubscribe/${gone}/now`],
    ['encoded in the path', '/u/ada%40mail.example', `/u/${gone}`],
    ['as a parameter without a name', '/?ada@mail.example&a=1', `/?${gone}&a=1`],
    ['a session in the path', '/list;jsessionid=A1B2?a=1', `/list;jsessionid=${gone}?a=1`],
    ['an address as a value', '/?next=/in?token=x&a=1', `/?next=/in?token=${gone}&a=1`],
  ])('redacts %s', (_, path, cleaned) => {
    expect(cleanUrl(shop + path)).toBe(shop + cleaned)
  })

  test('drops what is after # unless it names a page, and cleans it then', () => {
    const url = `${shop}/?a=1#/cart?email=ada%40mail.example&b=2`
    expect(cleanUrl(url)).toBe(`${shop}/?a=1`)
    expect(cleanUrl(url, { hash_routes: true })).toBe(`${shop}/?a=1#/cart?email=${gone}&b=2`)
    expect(cleanUrl(`${shop}/#access_token=x&state=1`, { hash_routes: true })).toBe(
      `${shop}/#access_token=${gone}&state=1`,
    )
  })

  test('cuts at 2048 characters, and nothing in two before it was looked at', () => {
    const long = (length: number) => `${shop}/${'a/'.repeat(2048)}`.slice(0, length)
    expect(cleanUrl(long(2048))).toBe(long(2048))
    expect(cleanUrl(long(2049))).toBe(long(2048))
    const cut = cleanUrl(`${long(2040)}/ada@mail.example`)
    expect(cut).toBe(`${long(2040)}/${gone}`.slice(0, 2048))
  })

  test('leaves no trace of an e-mail address, wherever it stands', () => {
    const place = fc.constantFrom(
      (mail: string) => `/a/${mail}/b`,
      (mail: string) => `/?q=${mail}`,
      (mail: string) => `/?q=${encodeURIComponent(mail)}`,
      (mail: string) => `/?q=${encodeURIComponent(`/in?x=${encodeURIComponent(mail)}`)}`,
      (mail: string) => `/?a=1;b=${mail}&c`,
    )
    fc.assert(
      fc.property(fc.emailAddress({ size: 'small' }), place, (mail, at) => {
        // Signs that mark other parts of an address end the local part; what is before them is no address any more.
        fc.pre(/^[\w.+-]+@/.test(mail))
        const cleaned = cleanUrl(shop + at(mail))
        expect(cleaned).toContain(gone)
        expect(decodeURIComponent(decodeURIComponent(cleaned))).not.toContain(mail)
      }),
    )
  })

  test('gives at most 2048 characters of anything, the same when cleaned again, and never throws', () => {
    const part = fc.constantFrom(
      '/',
      '?',
      '&',
      '#',
      ';',
      '=',
      '@',
      '%40',
      '%',
      '%25',
      '+',
      'a',
      '7',
      'email',
      '.at',
      'é',
    )
    const url = fc.oneof(
      fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.nat({ max: 3000 }).map((length) => `/?tel=${'7'.repeat(length)}&a=${'b'.repeat(length)}`),
    )
    fc.assert(
      fc.property(url, fc.boolean(), (text, hash_routes) => {
        const cleaned = cleanUrl(text, { hash_routes })
        expect(cleaned.length).toBeLessThanOrEqual(2048)
        expect(cleanUrl(cleaned, { hash_routes })).toBe(cleaned)
      }),
    )
  })
})

describe('redactEmails()', () => {
  test.each([
    ['Orders of ada@mail.example', `Orders of ${gone}`],
    ['(a.b-c@x.co.at), d@e.fr', `${gone}), ${gone}`],
    ['10 @ 5 EUR, @ada, a@b', '10 @ 5 EUR, @ada, a@b'],
  ])('makes %s into %s', (text, redacted) => {
    expect(redactEmails(text)).toBe(redacted)
  })
})

describe('cleanAddress()', () => {
  test.each([
    [`${shop}/?token=x`, `${shop}/?token=${gone}`],
    [`//shop.example/?token=x`, `//shop.example/?token=${gone}`],
    ['/thanks?token=x&a=1', `/thanks?token=${gone}&a=1`],
    ['?token=x', `?token=${gone}`],
    ['#/?token=x', `#/?token=${gone}`],
    ['Fish & chips; token=x', 'Fish & chips; token=x'],
    ['/plain', '/plain'],
  ])('makes %s into %s', (text, cleaned) => {
    expect(cleanAddress(text)).toBe(cleaned)
  })
})
