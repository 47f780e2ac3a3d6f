/** The look of the inspector; it holds inside its shadow root alone. Contrast is AA in light and in dark. */
export const STYLES = `
:host {
  all: initial;
  --paper: #ffffff; --raised: #f5f6f8; --ink: #16181d; --soft: #565d6d; --line: #dfe2e8; --accent: #1f55cc;
  --on-accent: #ffffff; --in: #08703c; --out: #565d6d; --unknown: #845400; --danger: #b3261e; --shadow: 0 8px 32px #0003;
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host {
    --paper: #15171c; --raised: #1f2229; --ink: #eceef2; --soft: #a6adbb; --line: #31353f; --accent: #9ab8ff;
    --on-accent: #10131a; --in: #62d79c; --out: #a6adbb; --unknown: #ecbb55; --danger: #ff9b93; --shadow: 0 8px 32px #0009;
    color-scheme: dark;
  }
}
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
.toggle, .sheet {
  position: fixed; z-index: 2147483647; inset: auto 16px 16px auto; border: 1px solid var(--line);
  color: var(--ink); background: var(--paper); box-shadow: var(--shadow);
  font: 13px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; text-align: start;
}
.toggle { display: flex; gap: 8px; align-items: center; border-radius: 99px; padding: 8px 14px; font-weight: 600; cursor: pointer; }
.toggle::before { content: ''; inline-size: 8px; block-size: 8px; border-radius: 50%; background: var(--accent); }
.sheet {
  display: flex; flex-direction: column; inline-size: min(440px, calc(100vw - 32px)); inset-block-start: 16px;
  border-radius: 12px; overflow: hidden; animation: rise 0.16s ease-out;
}
@keyframes rise { from { opacity: 0; transform: translateY(8px); } }
@media (max-width: 520px) {
  .sheet { inset: auto 0 0; inline-size: 100%; block-size: 75vh; block-size: 75dvh; border-radius: 12px 12px 0 0; border-width: 1px 0 0; }
}
@media (prefers-reduced-motion: reduce) { .sheet { animation: none; } }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
.toggle:focus-visible { outline-offset: 2px; border-radius: 99px; }
/* Also where the focus was given by a key that no browser takes for one. */
.tabs button:focus { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
.head { display: flex; align-items: center; gap: 8px; padding: 10px 8px 4px 16px; }
h2 { font-size: 15px; font-weight: 650; }
h3 { font-size: 12px; font-weight: 650; margin-block: 14px 4px; }
h4 { font-size: 11px; font-weight: 600; color: var(--soft); margin-block: 6px 2px; }
.persona { font-size: 11px; font-weight: 600; padding: 2px 8px; border-radius: 99px; color: var(--on-accent); background: var(--accent); }
.persona:empty { display: none; }
button, input { font: inherit; color: inherit; }
.close { margin-inline-start: auto; inline-size: 32px; block-size: 32px; border: 0; border-radius: 6px; background: none; font-size: 20px; line-height: 1; cursor: pointer; }
.tabs { display: flex; padding-inline: 8px; border-block-end: 1px solid var(--line); }
.tabs button {
  flex: 1 0 auto; padding: 8px 4px; border: 0; border-block-end: 2px solid transparent; margin-block-end: -1px;
  background: none; color: var(--soft); font-weight: 550; cursor: pointer;
}
.tabs button:hover, .close:hover, summary:hover { background: var(--raised); }
.tabs [aria-selected='true'] { color: var(--accent); border-block-end-color: currentcolor; }
@media (max-width: 440px) { .tabs { display: grid; grid-template-columns: repeat(3, 1fr); } .tabs button { margin: 0; } }
.panel { flex: 1; overflow: auto; overscroll-behavior: contain; padding: 10px 16px 16px; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-block: 2px 6px; }
.bar button, .bar [type='search'] { min-block-size: 30px; padding: 4px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); }
.bar button { font-weight: 550; cursor: pointer; }
.bar button:hover:enabled { border-color: var(--soft); }
.bar button:disabled { cursor: default; opacity: 0.5; }
.bar [aria-pressed='true'] { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.bar [type='search'] { flex: 1; min-inline-size: 0; background: var(--paper); }
.bar .danger { color: var(--paper); background: var(--danger); border-color: var(--danger); }
[type='checkbox'], [type='radio'], [type='range'] { accent-color: var(--accent); }
::placeholder { color: var(--soft); opacity: 1; }
.note, .about, .cause, time, code { color: var(--soft); }
.note, .told { font-size: 12px; }
h3 .note { font-weight: 400; margin-inline-start: 4px; }
.rows { list-style: none; padding: 0; margin-block: 2px; border-block-start: 1px solid var(--line); }
.rows li { border-block-end: 1px solid var(--line); }
summary { cursor: pointer; padding: 5px 4px; border-radius: 4px; }
.rows summary { display: grid; gap: 0 10px; align-items: baseline; list-style: none; }
.rows summary::-webkit-details-marker { display: none; }
.rows summary::before { content: '›'; grid-column: 1; grid-row: 1; color: var(--soft); inline-size: 8px; }
.rows [open] > summary::before { content: '⌄'; }
.rows summary { grid-template-columns: 8px minmax(0, 1fr) auto; }
.events summary { grid-template-columns: 8px max-content fit-content(55%) minmax(0, 1fr); }
b { font-weight: 600; overflow-wrap: anywhere; }
@media (forced-colors: active) { [aria-selected='true'], [aria-pressed='true'], .choice :checked + span { outline: 2px solid Highlight; outline-offset: -2px; } }
.about { font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.about:empty, .until:empty, .status:empty, output:empty { display: none; }
.what { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; }
code { font: 11px/1.4 ui-monospace, monospace; }
.value { font-weight: 600; text-align: end; overflow-wrap: anywhere; }
.until { grid-column: 2 / -1; font-size: 12px; color: var(--accent); }
[data-tone='in'] { color: var(--in); }
[data-tone='out'] { color: var(--out); }
[data-tone='unknown'] { color: var(--unknown); }
.body { padding: 2px 4px 8px 22px; font-size: 12px; }
.evidence { padding-inline-start: calc(var(--depth, 0) * 14px); margin-block-end: 3px; overflow-wrap: anywhere; }
[data-mark] { font-weight: 650; }
[data-mark='yes'] { color: var(--in); }
[data-mark='no'] { color: var(--soft); }
[data-mark='unknown'] { color: var(--unknown); }
dl { display: grid; grid-template-columns: fit-content(45%) minmax(0, 1fr); gap: 1px 10px; }
dt { color: var(--soft); }
dd { overflow-wrap: anywhere; }
.change { display: grid; grid-template-columns: max-content minmax(0, 1fr) max-content; gap: 0 10px; padding: 5px 4px; align-items: baseline; }
.cause { grid-column: 3; grid-row: 1; font-size: 12px; }
.numbers { grid-template-columns: repeat(4, 1fr); gap: 8px; margin-block-end: 8px; }
.numbers div { display: flex; flex-direction: column; padding: 8px 10px; border-radius: 8px; background: var(--raised); }
.numbers dt { font-size: 11px; }
.numbers dd { font-size: 20px; font-weight: 600; }
.loss { padding: 5px 4px; }
.card { padding: 10px 12px; margin-block-end: 10px; border: 1px solid var(--line); border-radius: 8px; }
.card h3 { margin-block: 0; }
.told { margin-block: 4px 8px; }
.card .bar:last-child { margin-block-end: 0; }
.sure { margin-block-start: 8px; }
pre { max-block-size: 240px; overflow: auto; padding: 8px; margin-block-start: 8px; border-radius: 6px; background: var(--raised); font: 11px/1.5 ui-monospace, monospace; }
fieldset { border: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 6px; }
legend { font-size: 12px; font-weight: 650; padding: 0; margin-block-end: 4px; }
.choice label { position: relative; }
.choice input { position: absolute; inset: 0; opacity: 0; cursor: pointer; margin: 0; inline-size: 100%; block-size: 100%; }
.choice span { display: block; padding: 4px 10px; border: 1px solid var(--line); border-radius: 99px; background: var(--raised); }
.choice :checked + span { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.choice :focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }
.choice + .note { margin-block: 8px; }
.since [type='range'] { flex: 1; min-inline-size: 80px; }
.since output { min-inline-size: 11ch; text-align: end; }
.script { margin-block-start: 14px; }
.status { padding: 6px 16px; border-block-start: 1px solid var(--line); background: var(--raised); font-size: 12px; }
`
