/**
 * The page's one style sheet. Colours are custom properties, which the drawings use too: light by default, dark where the
 * reader's system asks for it, light again in print. Blue, orange, teal and purple are told apart by the colour-blind (after
 * Okabe & Ito 2008, "Color Universal Design"), and every text has a contrast of 4.5 to 1 or more in both.
 */
export const STYLES = `
:root{color-scheme:light dark;--paper:#fff;--raised:#f6f7f9;--ink:#1b1f24;--soft:#57606a;--line:#d5dae0;--link:#0b5cad;
--blue:#2f78b7;--orange:#d27016;--teal:#16887c;--purple:#8257a8;--unknown:#a9b1ba;
--scale0:#f3f5f8;--scale1:#dbe8f5;--scale2:#afcfea;--scale3:#74aeda;--scale4:#2f78b7;--scale5:#0d4a82;
--on0:#57606a;--on1:#1b1f24;--on2:#1b1f24;--on3:#10151a;--on4:#fff;--on5:#fff}
@media screen and (prefers-color-scheme:dark){:root{--paper:#12161b;--raised:#1a2027;--ink:#e8ecf0;--soft:#a3adb8;
--line:#333c46;--link:#7fbcf5;--blue:#5aa0dc;--orange:#e89a45;--teal:#3db3a4;--purple:#b08fd6;--unknown:#59636e;
--scale0:#1a2027;--scale1:#1d344b;--scale2:#1e4b73;--scale3:#24659c;--scale4:#7db8ea;--scale5:#c7e3fc;
--on0:#a3adb8;--on1:#e8ecf0;--on2:#fff;--on3:#fff;--on4:#10151a;--on5:#10151a}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
.page{max-width:72rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
header{margin-bottom:2rem}
h1{font-size:2rem;line-height:1.2;letter-spacing:-.02em;margin:0 0 .3rem;font-weight:650}
h2{font-size:1.4rem;line-height:1.25;letter-spacing:-.01em;margin:0 0 1.25rem;font-weight:650}
h3{font-size:1.05rem;line-height:1.4;margin:2.25rem 0 .35rem;font-weight:600}
figure h3{margin:0 0 .25rem;max-width:44rem;font-size:1.15rem}
p{margin:.4rem 0;max-width:44rem;overflow-wrap:break-word}
.lead,.note,.about,.legend{color:var(--soft);font-size:.92rem}
.answer{font-size:1.1rem;max-width:44rem;margin:0 0 2rem}
.totals{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:1.25rem 1.5rem;margin:1.75rem 0 0;padding:1.25rem 0;border:solid var(--line);border-width:1px 0}
.totals div{min-width:0}
.totals dt{color:var(--soft);font-size:.85rem}
.totals dd{margin:0;font-size:1.55rem;line-height:1.25;font-weight:600;letter-spacing:-.01em;overflow-wrap:anywhere}
.totals small{display:block;font-size:.82rem;font-weight:400;color:var(--soft);letter-spacing:0}
nav{font-size:.9rem;margin:0 0 2.5rem}
nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1.1rem}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
nav h2{font-size:.85rem;color:var(--soft);font-weight:400;letter-spacing:0;margin:0 0 .6rem}
section{margin:0 0 4rem}
figure{margin:0 0 2.75rem}
.plot{margin:1rem 0 .25rem;position:relative}
.plot svg{display:block;width:100%;height:auto;max-width:820px;overflow:visible}
.plot svg.narrow{display:none;max-width:420px}
.plot text{pointer-events:none}
[data-tip]{cursor:default}
[data-tip].on{stroke:var(--ink);stroke-width:2;stroke-dasharray:none}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin-top:.6rem}
.legend i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.4em}
.c-blue{background:var(--blue)}.c-orange{background:var(--orange)}.c-teal{background:var(--teal)}.c-purple{background:var(--purple)}.c-unknown{background:var(--unknown)}
#tip{position:fixed;z-index:2;max-width:18rem;padding:.4rem .65rem;border-radius:5px;background:var(--ink);color:var(--paper);font-size:.87rem;line-height:1.4;pointer-events:none;overflow-wrap:break-word}
details{margin:.75rem 0}
summary{cursor:pointer;color:var(--link);font-size:.92rem;width:fit-content;max-width:100%;overflow-wrap:anywhere}
.table{overflow-x:auto;margin:.6rem 0;max-width:100%}
table{border-collapse:collapse;font-size:.88rem}
th,td{padding:.35rem .9rem .35rem 0;text-align:right;vertical-align:top;border-bottom:1px solid var(--line)}
th:first-child{text-align:left;font-weight:400;min-width:9rem;overflow-wrap:anywhere}
thead th{color:var(--soft);font-weight:400;vertical-align:bottom}
.missing{background:var(--raised);border-left:3px solid var(--line);padding:.75rem 1rem;border-radius:0 4px 4px 0}
.checks{padding-left:1.1rem;max-width:44rem}.checks li{margin:.5rem 0}
.def{margin:.3rem 0}.def>div{padding:.2rem 0 .8rem 1rem;border-left:2px solid var(--line)}
.def summary{color:var(--ink)}
.def ul{font-size:.92rem;color:var(--soft);max-width:44rem;padding-left:1.1rem}
.defs dt{font-weight:600;margin-top:.6rem}.defs dd{margin:0;max-width:44rem}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
summary code{color:var(--soft)}
footer{color:var(--soft);font-size:.88rem;border-top:1px solid var(--line);padding-top:1rem}
@media (min-width:70rem){.page{display:grid;grid-template-columns:13rem minmax(0,1fr);column-gap:3.5rem}
header,footer{grid-column:2}nav{grid-column:1;grid-row:1/span 3;margin:0}nav>div{position:sticky;top:2rem}nav ol{display:block}nav li{margin:.5rem 0;line-height:1.35}main{grid-column:2}}
@media screen and (max-width:44rem){.page{padding-top:1.5rem}h1{font-size:1.5rem}.answer{font-size:1rem}
.plot svg.wide{display:none}.plot svg.narrow{display:block}
.totals{grid-template-columns:repeat(2,1fr);gap:.8rem 1.25rem;margin-top:1rem;padding:.9rem 0}header{margin-bottom:0}
nav{position:sticky;top:0;z-index:1;background:var(--paper);margin:0 -1.25rem 1.5rem;border-bottom:1px solid var(--line)}nav h2{display:none}
nav ol{flex-wrap:nowrap;overflow-x:auto;padding:.7rem 1.25rem}nav li{white-space:nowrap}html{scroll-padding-top:4rem}
.totals dd{font-size:1.3rem}section{margin-bottom:3rem}}
@media print{.page{display:block;max-width:none;padding:0}nav,.skip,#tip{display:none}body{font-size:10.5pt}
figure,.totals{break-inside:avoid}h2,h3,figcaption{break-after:avoid}.plot svg{max-width:100%}a{color:inherit;text-decoration:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
`
