import { createHash } from 'node:crypto'
import type { ReportFacts } from '../facts/report-facts'
import { changeSection } from './change-section'
import { cohortSection } from './cohort-section'
import { definitionSection } from './definition-section'
import { funnelSection } from './funnel-section'
import { type Html, html, raw } from './html'
import { intentSection } from './intent-section'
import { journeySection } from './journey-section'
import { overlapSection } from './overlap-section'
import { qualitySection } from './quality-section'
import { rfmSection } from './rfm-section'
import { SCRIPT } from './script'
import { type SectionInput, sectionHtml } from './section'
import { STYLES } from './styles'
import { totalsOf } from './totals'
import { whoSection } from './who-section'
import { instant } from './words'

const SECTIONS = [
  whoSection,
  overlapSection,
  journeySection,
  funnelSection,
  intentSection,
  rfmSection,
  cohortSection,
  changeSection,
  qualitySection,
  definitionSection,
]

/**
 * The whole page: one file that asks for nothing else, under a policy that lets nothing but its own style and script run. The
 * same facts give the same bytes.
 *
 * @example
 * await writeFile('report.html', pageHtml({ facts, document: builtin, draw: await loadDraw() }))
 */
export function pageHtml(input: SectionInput): string {
  const { facts } = input
  const sections = facts.totals.shoppers ? SECTIONS.map((section) => section(input)) : []
  const contents = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)
  const nothing = html`<p class="missing">This log has no event that could be used, up to ${instant(facts.now, facts.zone)} (${facts.zone}).</p>${qualitySection(input).body}`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(STYLES)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Who the shoppers are: a report</title>
<style>${raw(STYLES)}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<div class="page">
${headerHtml(facts)}
<nav aria-label="Contents"><div><h2>In this report</h2><ol>${contents}</ol></div></nav>
<main id="main">
${sections.length ? sections.map(sectionHtml) : nothing}
</main>
<footer>Made by <code>aisle report</code>. It holds no ids or addresses of shoppers.</footer>
</div>
<div id="tip" role="status" hidden></div>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`.text
}

function headerHtml(facts: ReportFacts): Html {
  const { now, zone } = facts
  return html`<header><h1>The shoppers, on ${instant(now, zone)}</h1>
<p class="about">All that follows is as it was known at that instant (${zone}).</p>
${totalsOf(facts)}</header>`
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
