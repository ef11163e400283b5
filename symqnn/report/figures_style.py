"""Colours and strokes of the pictures, for light and dark pages and for print; no colour is the
only sign of anything.
"""

import re

LIGHT = (
    "--ink:#1c1d22;--muted:#55575f;--paper:#fffefb;--rule:#d5d2c8;--soft:#f4f2ea;"
    "--blue:#1f5a91;--orange:#b35100;--amber:#e69f00"
)
DARK = (
    "--ink:#e9e7e0;--muted:#b0afb2;--paper:#17181c;--rule:#3d3f47;--soft:#22242a;"
    "--blue:#7db8e8;--orange:#f0985a;--amber:#f0b429"
)

# From the lowest losses (dark blue) to the highest (cream): lightness grows evenly, so the order
# survives in grey and for every eye.
BANDS = (
    "#1d355f",
    "#2c4f7b",
    "#3b6997",
    "#5785ab",
    "#76a2bd",
    "#96baca",
    "#b7cdd2",
    "#d4dfda",
    "#e7eae0",
    "#faf5e6",
)

_BANDS = "".join(f".band{k}{{fill:{colour}}}" for k, colour in enumerate(BANDS))

FIGURES = f"""
.drawing{{font:12px system-ui,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif;\
color:var(--ink)}}
.drawing text{{fill:var(--ink)}}
.drawing .tick{{font-size:11px;fill:var(--muted)}}
.drawing .heading{{font-size:12.5px;font-weight:600}}
.drawing .var{{font-style:italic;\
font-family:"Palatino Linotype",Palatino,Georgia,"DejaVu Serif",serif;font-size:1.08em}}
.drawing .sub{{font-size:.72em}}
.axis{{stroke:var(--muted);stroke-width:1;fill:none}}
.frame{{stroke:var(--muted);stroke-width:1;fill:none}}
.curve{{stroke:var(--blue);stroke-width:2;fill:none;stroke-linejoin:round}}
{_BANDS}
[class^=band]{{stroke:#1c1d22;stroke-opacity:.28;stroke-width:.5}}
rect[class^=band]{{stroke:none}}
.point{{stroke:#16171b;stroke-width:1.1}}
.minimum{{fill:#e69f00}}
.saddle{{fill:#fffefb}}
.maximum{{fill:#c2410c}}
.ring{{fill:none;stroke:var(--ring,#e69f00);stroke-width:2}}
.bar{{fill:var(--blue)}}
.bar.negative{{fill:var(--orange)}}
.bracket{{stroke:var(--muted);fill:none;stroke-width:1}}
.cell{{fill:var(--blue)}}
.cell.negative{{fill:var(--orange)}}
.minus{{stroke:var(--ink);stroke-width:1.4}}
.divide{{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 2}}
.block{{fill:none;stroke:var(--ink);stroke-width:1.4}}
.vertex{{fill:var(--paper);stroke:var(--blue);stroke-width:1.6}}
.vertex.observable{{fill:var(--soft);stroke:var(--ink);stroke-width:2}}
.anticommute{{stroke:var(--blue);stroke-width:2;fill:none}}
.edge{{stroke:var(--orange);stroke-width:1.8;stroke-dasharray:5 4;fill:none}}
.branch{{stroke:var(--blue);stroke-width:2;fill:none}}
.branch.open{{stroke-dasharray:3 3}}
.level{{stroke:var(--rule);stroke-width:1.6}}
.level.least{{stroke:var(--amber)}}
"""

# for a file of its own
ALONE = f":root{{{LIGHT}}}@media (prefers-color-scheme:dark){{:root{{{DARK}}}}}{FIGURES}"


def without_variables(style: str, light: str = LIGHT) -> str:
    """A style sheet whose CSS variables are replaced by their values, for programs that do not know
    them.

    Example:
        >>> without_variables(".a{fill:var(--ink)}.b{fill:var(--ring,#fff)}", "--ink:#000")
        '.a{fill:#000}.b{fill:#fff}'
    """
    values = dict(re.findall(r"--([\w-]+):([^;}]+)", light))
    return re.sub(
        r"var\(--([\w-]+)(?:,([^()]*))?\)",
        lambda found: str(values.get(found[1], found[2] or "#000")),
        style,
    )


# for a notebook, whose page may be light while the system is dark: always light, on paper
NOTEBOOK = without_variables(f"{FIGURES}.paper{{fill:var(--paper)}}")
