"""The style sheet of report.html: one column for reading, contents beside it on wide screens, cards
on phones, A4 in print.
"""

from symqnn.report.figures_style import DARK, FIGURES, LIGHT

_SERIF = (
    '"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,"DejaVu Serif '
    'Condensed","DejaVu Serif",serif'
)
_SANS = (
    'system-ui,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans Condensed","DejaVu Sans",sans-serif'
)
_MONO = 'ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace'

_PAGE = f"""
:root{{{LIGHT};--good:#12614a;--bad:#9a2f00;--open:#6a5200;color-scheme:light dark}}
@media (prefers-color-scheme:dark){{:root{{{DARK};--good:#6fd3ae;--bad:#ff9a6b;--open:#e5c558}}}}
*{{box-sizing:border-box}}
html{{-webkit-text-size-adjust:100%}}
@media (prefers-reduced-motion:no-preference){{html{{scroll-behavior:smooth}}}}
body{{margin:0;background:var(--paper);color:var(--ink);font:1.02rem/1.58 {_SERIF};
  font-variant-numeric:lining-nums}}
a{{color:var(--blue);text-decoration-thickness:.06em;text-underline-offset:.16em}}
a:focus-visible,[tabindex]:focus-visible{{outline:3px solid var(--amber);outline-offset:2px;
  border-radius:2px}}
.skip{{position:absolute;left:-99em}}
.skip:focus{{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem;z-index:2}}
.layout{{max-width:51.5rem;margin:0 auto;padding:2.6rem 1.25rem 5rem}}
h1{{font-size:2rem;line-height:1.18;margin:.2rem 0 .6rem;font-weight:600;letter-spacing:-.012em;
  text-wrap:balance;overflow-wrap:anywhere}}
h2{{font-size:1.42rem;line-height:1.25;margin:3.4rem 0 1rem;padding-top:.9rem;
  border-top:1px solid var(--rule);font-weight:600}}
h3{{font:600 .95rem/1.3 {_SANS};color:var(--muted);margin:2.2rem 0 .7rem}}
h4{{font-size:1.08rem;line-height:1.35;margin:0;font-weight:600}}
h2 .number{{color:var(--muted);font-weight:400;margin-right:.7em}}
p{{margin:.6rem 0}}
.kicker,.label,th,.badge,.scope,figcaption,nav,.facts,.tally,.stands{{font-family:{_SANS}}}
.kicker{{font-size:.82rem;letter-spacing:.07em;text-transform:uppercase;color:var(--muted);
  margin:0}}
.lead{{font-size:1.08rem;color:var(--muted);margin:0 0 1.4rem;max-width:38rem}}
.tally{{display:flex;flex-wrap:wrap;gap:.3rem 2.2rem;border:solid var(--rule);border-width:1px 0;
  padding:.9rem 0;margin:1.4rem 0 2rem;
  font-size:.84rem;list-style:none}}
.tally b{{display:block;font-size:1.75rem;font-weight:600;line-height:1.15;
  font-variant-numeric:tabular-nums}}
code,kbd,pre,.hash{{font-family:{_MONO};font-size:.84em;font-variant-ligatures:none}}
pre{{background:var(--soft);border:1px solid var(--rule);border-radius:4px;padding:.75rem .9rem;
  line-height:1.5;white-space:pre-wrap;
  overflow-wrap:anywhere}}
.badge{{display:inline-block;font-size:.7rem;line-height:1.2;font-weight:700;letter-spacing:.05em;
  padding:.2em .55em;border-radius:3px;
  border:1.5px solid;white-space:nowrap}}
.badge.proved{{color:var(--paper);background:var(--good);border-color:var(--good)}}
.badge.refuted{{color:var(--bad);border-style:double;border-width:4px;padding:.1em .4em}}
.badge.premise-fails{{color:var(--open);border-style:dotted;border-width:3px;padding:.15em .45em}}
.badge.undecided{{color:var(--open);border-style:dashed}}
nav ol{{list-style:none;margin:0;padding:0;font-size:.88rem;line-height:1.4}}
nav li{{padding:.16rem 0;break-inside:avoid}}
nav a{{text-decoration:none;color:var(--ink)}}
nav a:hover{{text-decoration:underline}}
nav .number{{display:inline-block;min-width:1.7em;color:var(--muted);
  font-variant-numeric:tabular-nums}}
nav h2{{font:600 .82rem/1.3 {_SANS};letter-spacing:.07em;text-transform:uppercase;
  color:var(--muted);margin:0 0 .5rem;padding:0;border:0}}
table{{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4}}
th{{text-align:left;font-weight:600;font-size:.74rem;letter-spacing:.05em;text-transform:uppercase;
  color:var(--muted);
  padding:.35rem .7rem .35rem 0;border-bottom:1.5px solid var(--ink)}}
td{{padding:.42rem .7rem .42rem 0;border-bottom:1px solid var(--rule);vertical-align:top}}
tbody th{{padding-top:1.3rem;border-bottom:1px solid var(--muted);color:var(--ink);
  text-transform:none;letter-spacing:0;font-size:.92rem}}
td.scope,.stands{{font-size:.84rem;color:var(--muted)}}
td.checker{{font-family:{_SANS};font-size:.76rem;letter-spacing:.03em}}
td,tbody th{{vertical-align:baseline}}
td:first-child{{width:10.2rem}}
td:last-child,th:last-child{{padding-right:0}}
sup,sub{{font-size:.72em;line-height:0}}
.facts{{display:grid;grid-template-columns:max-content 1fr;gap:.45rem 1.2rem;margin:.8rem 0;
  font-size:.95rem}}
.facts dt{{color:var(--muted);font-size:.86rem;padding-top:.1rem}}
.facts dd>p:first-child{{margin-top:0}}
.facts dd>p:last-child{{margin-bottom:0}}
.facts dd>.terms{{line-height:1.75;margin:.2rem 0}}
.terms mtable{{margin:.25rem 0}}
.facts dt{{line-height:1.75}}
.facts dd{{line-height:1.75;margin:0;min-width:0;overflow-wrap:anywhere;font-family:{_SERIF}}}
math{{font-size:1.06em}}
.terms{{line-height:2.1;overflow-wrap:normal;padding-left:1.6rem;text-indent:-1.6rem;
  margin:.5rem 0}}
.terms math{{text-indent:0}}
.terms math mfrac{{font-size:.96em}}
.operators{{columns:14rem;column-gap:2rem;list-style:none;padding:0;margin:.6rem 0}}
.operators li{{break-inside:avoid;padding:.12rem 0 .12rem 1.6rem;text-indent:-1.6rem;
  line-height:1.8}}
.operators math{{text-indent:0}}
.statement{{padding:1.35rem 0 1.25rem;border-bottom:1px solid var(--rule)}}
.statement:last-child{{border-bottom:0}}
.statement header{{display:flex;flex-wrap:wrap;gap:.35rem .8rem;align-items:baseline}}
.statement header .stands{{margin-left:auto}}
.formula{{text-align:center;line-height:1.4;margin:.75rem 0;font-size:1.06em}}
.formula math{{margin:.18rem .06em}}
munder>:nth-child(2) msup>:nth-child(2){{font-size:.85em}}
.claim{{font-style:italic}}
.found{{margin:.5rem 0}}
.statement ul{{margin:.4rem 0;padding-left:1.1rem;font-size:.95rem;color:var(--muted)}}
.statement li{{margin:.15rem 0;overflow-wrap:anywhere}}
.proof{{display:grid;grid-template-columns:6.2rem 1fr;gap:.22rem .6rem;margin:.8rem 0 0;
  padding:.65rem .85rem;background:var(--soft);border-radius:4px;
  font:.84rem/1.5 {_SANS}}}
.proof dt{{color:var(--muted)}}
.proof dd{{margin:0;min-width:0;overflow-wrap:anywhere}}
.figures{{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));
  gap:1.9rem 2rem;margin:1rem 0}}
figure{{margin:0;min-width:0}}
figure svg{{display:block;width:100%;max-width:31rem;height:auto;margin:0 auto}}
figcaption{{font-size:.82rem;line-height:1.5;color:var(--muted);margin-top:.55rem}}
figcaption b{{color:var(--ink);font-weight:600}}
footer{{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--rule);font:.84rem/1.5 {_SANS};
  color:var(--muted)}}
"""

_WIDE = """
nav ol{columns:13rem;column-gap:2rem}
@media (min-width:84rem){
.layout{display:grid;grid-template-columns:14rem minmax(0,49rem);grid-template-rows:auto 1fr;
  justify-content:center;gap:0 3.5rem;max-width:none}
.layout>*{grid-column:2}
.layout nav{grid-column:1;grid-row:1/3;position:sticky;top:0;align-self:start;max-height:100vh;
  overflow-y:auto;padding:.3rem 0 2rem}
nav ol{columns:auto}
}
@media (max-width:40rem){
h1{font-size:1.6rem}
h2{font-size:1.25rem;margin-top:2.6rem}
thead{position:absolute;left:-99em}
table,tbody,tr,td,tbody th{display:block}
tr{padding:.55rem 0;border-bottom:1px solid var(--rule)}
td,tbody th{border:0;padding:.08rem 0}
tbody th{padding-top:.8rem}
td[data-label]:not(.plain)::before{content:attr(data-label) " ";color:var(--muted);
  font:.72rem/1 sans-serif;letter-spacing:.04em;text-transform:uppercase}
td:first-child{width:auto}
.layout{padding-top:1.6rem}
td.status,td.scope,td.checker{display:inline-block;margin-right:.9rem}
.facts,.proof{grid-template-columns:minmax(0,1fr);gap:.1rem}
.facts dd,.proof dd{margin-bottom:.4rem}
.statement header .stands{margin-left:0}
}
"""

_CHECK = f"""
.browser-check button{{font:600 .9rem/1.2 {_SANS};min-height:44px;padding:.5rem 1rem;
  border:1.5px solid var(--blue);border-radius:4px;
  background:var(--blue);color:var(--paper);cursor:pointer}}
.browser-check label{{font:.9rem/1.6 {_SANS};margin-left:.6rem}}
.browser-check input{{max-width:100%}}
.browser-check output{{font:600 .95rem/1.4 {_SANS}}}
.browser-check td{{overflow-wrap:anywhere;vertical-align:top}}
.browser-check .verified td:last-child{{color:var(--good)}}
.browser-check .rejected td:last-child,.browser-check .unsupported td:last-child{{color:var(--bad)}}
@media print{{.browser-check{{display:none}}}}
"""

_PRINT = f"""
@media print{{
:root{{{LIGHT};--paper:#fff;--good:#12614a;--bad:#9a2f00;--open:#6a5200;color-scheme:light}}
@page{{size:A4;margin:18mm 17mm 20mm}}
html{{font-size:10.2pt}}
body{{line-height:1.42}}
*{{print-color-adjust:exact}}
.layout{{display:block;max-width:none;padding:0}}
.layout nav{{position:static;max-height:none;padding:0;margin:0 0 1rem}}
.layout nav ol{{columns:3}}
.skip{{display:none}}
h2{{margin-top:1.8rem}}
h2,h3,h4,.statement header,tbody tr:first-child{{break-after:avoid}}
figure,.statement,tr,pre,.facts{{break-inside:avoid}}
.statement{{padding:.8rem 0}}
.figures{{grid-template-columns:1fr 1fr;gap:1rem 1.2rem}}
figcaption{{font-size:.78rem}}
a{{color:inherit;text-decoration:none}}
}}
"""

STYLE = _PAGE + FIGURES + _WIDE + _CHECK + _PRINT
