import type { SourceLists } from './source-lists'

/**
 * The sites from which nearly all visits to shops come: small enough for a page. `FULL_LISTS` says the same of each of
 * these and knows many more.
 *
 * From Matomo's lists (CC0) and GA4's source categories (MIT), see LISTS-LICENSES.md. Beyond GA4's categories: mail
 * hosts, shops' country domains, and what GA4's list of names lacks (`meta`, `x`, `threads`, `telegram`, `bluesky`).
 */
export const COMPACT_LISTS: SourceLists = {
  ai: 'chatgpt openai perplexity perplexity.ai claude claude.ai gemini gemini.google.com copilot copilot.microsoft.com deepseek grok meta.ai chat.mistral.ai',
  email: 'mail.google.com com.google.android.gm mail.yahoo.* outlook.live.com outlook.office.com mail.aol.com',
  shopping: 'google_shopping shopping.google.* amazon.* ebay.* etsy walmart alibaba mercadolibre.* shopify shop.app',
  video: 'youtube youtu.be vimeo twitch twitch.tv dailymotion netflix',
  social:
    'facebook fb fb.me meta instagram ig tiktok pinterest.* pin.it twitter x t.co linkedin lnkd.in reddit snapchat threads threads.net bluesky bsky.app whatsapp wa.me messenger telegram t.me discord quora vk line line.me',
  search:
    'google.* com.google.android.googlequicksearchbox bing duckduckgo yahoo.* ecosia.org yandex.* ya.ru baidu naver seznam.cz qwant search.brave.com aol.*',
}
