import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNELS } from '../../src/sessions/channel'
import { CLICK_IDS } from '../../src/sessions/click-ids'
import { FULL_LISTS } from '../../src/sessions/full-lists'
import { PASS_THROUGH_HOSTS, type TrafficSourceOptions, trafficSource } from '../../src/sessions/source'

/** `source / medium / channel`, as reports write it. */
const brief = (query: string, referrer = '', options?: TrafficSourceOptions) => {
  const { source, medium, channel } = trafficSource({ url: `https://www.shop.example/p${query}`, referrer }, options)
  return `${source} / ${medium} / ${channel}`
}

describe('trafficSource()', () => {
  it('takes all campaign parameters as they are written', () => {
    const query =
      '?utm_source=News%20Letter&utm_medium=email&utm_campaign=Spring+24&utm_term=a&utm_content=b&utm_id=7&x=1'
    expect(trafficSource({ url: query })).toEqual({
      source: 'News Letter',
      medium: 'email',
      name: 'Spring 24',
      term: 'a',
      content: 'b',
      id: '7',
      click_ids: {},
      channel: 'email',
    })
  })

  it('is direct when nothing says otherwise', () => {
    const direct = { source: '(direct)', medium: '(none)', click_ids: {}, channel: 'direct' }
    expect(trafficSource({})).toEqual(direct)
    expect(trafficSource({ url: null, referrer: null })).toEqual(direct)
    expect(trafficSource({ url: 'https://shop.example/?a=b', referrer: 'about:blank' })).toEqual(direct)
  })

  it.each([
    ['https://www.google.com/', 'google / organic / organic_search'],
    ['https://www.google.co.uk/search?q=x', 'google / organic / organic_search'],
    ['https://search.brave.com/', 'brave / organic / organic_search'],
    ['https://r.search.yahoo.com/', 'yahoo / organic / organic_search'],
    ['android-app://com.google.android.googlequicksearchbox/', 'google / organic / organic_search'],
    ['https://m.facebook.com/', 'facebook.com / referral / organic_social'],
    ['https://t.co/x', 't.co / referral / organic_social'],
    ['https://www.youtube.com/', 'youtube.com / referral / organic_video'],
    ['https://www.amazon.de/', 'amazon.de / referral / organic_shopping'],
    ['https://chatgpt.com/', 'chatgpt.com / ai-assistant / ai_assistant'],
    ['https://gemini.google.com/', 'gemini.google.com / ai-assistant / ai_assistant'],
    ['https://mail.google.com/', 'mail.google.com / email / email'],
    ['android-app://com.google.android.gm/', 'com.google.android.gm / email / email'],
    ['https://docs.google.com/', 'docs.google.com / referral / referral'],
    ['https://www.blog.example:8080/a?b#c', 'blog.example / referral / referral'],
    ['https://user:pass@blog.example/', 'blog.example / referral / referral'],
    ['HTTPS://BLOG.EXAMPLE.', 'blog.example / referral / referral'],
    ['//blog.example', 'blog.example / referral / referral'],
    ['http://[::1]:80/', '[::1] / referral / referral'],
  ])('of the referrer %s is %s', (referrer, expected) => {
    expect(brief('', referrer)).toBe(expected)
  })

  it.each([
    'https://www.shop.example/cart',
    'https://shop.example/',
    'https://checkout.shop.example/',
    'https://shop.de/',
    'https://pay.shop.de/',
    'https://www.paypal.com/checkoutnow',
    'https://checkout.stripe.com/',
    'https://pay.klarna.com/',
    'https://accounts.google.com/',
  ])('says nothing of the referrer %s', (referrer) => {
    expect(brief('', referrer, { own_hosts: ['shop.de'] })).toBe('(direct) / (none) / direct')
  })

  it('knows the shop above its own subdomain, and not its namesake', () => {
    const of = (referrer: string) => trafficSource({ url: 'https://checkout.shop.example/', referrer }).channel
    expect(of('https://shop.example/')).toBe('direct')
    expect(of('https://notshop.example/')).toBe('referral')
    expect(of('https://shop.example.evil.example/')).toBe('referral')
  })

  it('takes other hosts to pass through', () => {
    expect(brief('', 'https://www.paypal.com/', { pass_through_hosts: [] })).toBe('paypal.com / referral / referral')
    expect(brief('', 'https://bank.example/', { pass_through_hosts: [...PASS_THROUGH_HOSTS, 'bank.example'] })).toBe(
      '(direct) / (none) / direct',
    )
  })

  it('counts parameters beside an own or paying referrer: a redirect must not lose a campaign', () => {
    expect(brief('?utm_source=news&utm_medium=email', 'https://shop.example/de')).toBe('news / email / email')
    expect(brief('?gclid=1', 'https://www.paypal.com/')).toBe('google / cpc / paid_search')
  })

  it.each([
    ['gclid', 'google / cpc / paid_search'],
    ['gbraid', 'google / cpc / paid_search'],
    ['wbraid', 'google / cpc / paid_search'],
    ['msclkid', 'bing / cpc / paid_search'],
    ['yclid', 'yandex / cpc / paid_search'],
    ['ttclid', 'tiktok / cpc / paid_social'],
    ['twclid', 'twitter / cpc / paid_social'],
    ['li_fat_id', 'linkedin / cpc / paid_social'],
    ['ScCid', 'snapchat / cpc / paid_social'],
    ['rdt_cid', 'reddit / cpc / paid_social'],
    ['dclid', 'dfa / cpm / display'],
    ['awc', 'awin / affiliate / affiliate'],
    ['cjevent', 'cj / affiliate / affiliate'],
    ['irclickid', 'impact / affiliate / affiliate'],
    ['fbclid', 'facebook.com / referral / organic_social'],
    ['epik', 'pinterest.com / referral / organic_social'],
    ['srsltid', 'google shopping / organic / organic_shopping'],
  ])('of %s alone is %s', (name, expected) => {
    expect(brief(`?${name}=A-b_1`)).toBe(expected)
    expect(trafficSource({ url: `?${name}=A-b_1` }).click_ids).toEqual({ [name.toLowerCase()]: 'A-b_1' })
    expect(Object.keys(CLICK_IDS)).toContain(name.toLowerCase())
  })

  it('puts tags before click ids, and click ids before the referrer', () => {
    expect(brief('?utm_source=a&utm_medium=email&gclid=1', 'https://www.bing.com/')).toBe('a / email / email')
    expect(brief('?gclid=1', 'https://www.bing.com/')).toBe('google / cpc / paid_search')
    expect(brief('?srsltid=1', 'https://www.google.com/')).toBe('google shopping / organic / organic_shopping')
    expect(brief('?fbclid=1&gclid=1&srsltid=1')).toBe('google / cpc / paid_search')
  })

  it('lets an id of unpaid clicks yield to a site that is known', () => {
    expect(brief('?fbclid=1', 'https://l.instagram.com/')).toBe('instagram.com / referral / organic_social')
    expect(brief('?fbclid=1', 'https://link-shortener.example/')).toBe('facebook.com / referral / organic_social')
  })

  it.each([
    ['?utm_source=partner', '', 'partner / (not set) / unassigned'],
    ['?utm_source=partner', 'https://www.google.com/', 'partner / (not set) / unassigned'],
    ['?utm_source=chatgpt.com', '', 'chatgpt.com / (not set) / ai_assistant'],
    ['?utm_medium=cpc', 'https://www.google.com/', 'google / cpc / paid_search'],
    ['?utm_campaign=x', 'https://www.google.com/', 'google / organic / organic_search'],
    ['?utm_campaign=x', '', '(not set) / (not set) / unassigned'],
    ['?utm_medium=email', '', '(not set) / email / email'],
    ['?utm_source=google&gclid=1', '', 'google / cpc / paid_search'],
    ['?utm_campaign=x&gclid=1', '', 'google / cpc / paid_search'],
    ['?utm_source=&utm_medium=%20', '', '(direct) / (none) / direct'],
  ])('fills in what %s with referrer %j leaves out: %s', (query, referrer, expected) => {
    expect(brief(query, referrer)).toBe(expected)
  })

  it('knows more sites by the full lists', () => {
    expect(brief('', 'https://suche.web.de/')).toBe('suche.web.de / referral / referral')
    expect(brief('', 'https://suche.web.de/', { lists: FULL_LISTS })).toContain('organic_search')
  })

  it('does not throw whatever it is given, and keeps what it gives small', () => {
    const piece = fc.oneof(
      fc.constantFrom('?', '#', '&', '=', '%', '%F', '%00', '+', '//', ':', '@', '.', '[', '\ud800', '__proto__'),
      fc.constantFrom('utm_source', 'utm_medium', 'utm_campaign', 'gclid', 'fbclid', 'utm_source[]', 'https://'),
      fc.string(),
      fc.constant('x'.repeat(9000)),
    )
    const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''))
    const any = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.anything() })
    fc.assert(
      fc.property(any, any, fc.boolean(), (url, referrer, isFull) => {
        const found = trafficSource({ url, referrer } as never, isFull ? { lists: FULL_LISTS } : {})
        expect(CHANNELS).toContain(found.channel)
        const { click_ids, ...fields } = found
        for (const value of [...Object.values(fields), ...Object.values(click_ids)]) {
          expect(value).toMatch(/^[^\p{Cc}\p{Cs}]{1,512}$/u)
        }
        expect(JSON.parse(JSON.stringify(found))).toEqual(found)
      }),
      { numRuns: 2000 },
    )
  })

  it('comes to an end soon on long hostile input', () => {
    for (const unit of ['%', '%41', '&', '?', '#', 'a=', '@', '/', '.', 'a.', ':', '[', 'www.', '+']) {
      const text = unit.repeat(1_000_000)
      trafficSource({ url: text, referrer: `https://${text}` })
      trafficSource({ url: `https://${text}`, referrer: text })
      trafficSource({ url: `?utm_source=${text}&utm_campaign=${text}` }, { lists: FULL_LISTS })
    }
  }, 10_000)
})
