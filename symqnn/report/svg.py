"""Pictures as SVG text, written by plain functions: the same numbers give the same bytes, and
nothing has to be installed.

Colours are CSS classes (report/figures_style.py), so that one picture serves light and dark pages
and print.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from html import escape

from symqnn.report.figures_style import NOTEBOOK

WIDTH = 380.0  # of every picture, so that its letters have one size on the page
XY = tuple[float, float]
SVG = "http://www.w3.org/2000/svg"  # the name of the format, not an address that is visited


@dataclass(frozen=True)
class Figure:
    """A picture with its words.

    Args:
        kind: such as ``landscape``. title: what is drawn, in a line.
        caption: what is certified, and what is only drawn (HTML).
        width, height: of the view box. body: its content.
    """

    kind: str
    title: str
    caption: str
    width: float
    height: float
    body: str

    def svg(self, identifier: str, style: str = "") -> str:
        """The picture; ``identifier`` is unique on its page; with ``style`` (CSS) it is a file that
        stands alone.
        """
        inner = f'<title id="{identifier}-title">{escape(self.title)}</title>'
        inner += f"<style>{style}</style>" if style else ""
        namespace = f' xmlns="{SVG}"' if style else ""
        box = (
            f'viewBox="0 0 {number(self.width)} {number(self.height)}" '
            f'width="{number(self.width)}" height="{number(self.height)}"'
        )
        return (
            f'<svg{namespace} class="drawing" role="img" aria-labelledby="{identifier}-title" '
            f"{box}>{inner}{self.body}</svg>"
        )

    def __repr__(self) -> str:
        size = f"{number(self.width)} × {number(self.height)}"
        return f"<{self.kind}: {self.title}; {size}, .svg(identifier) is its text>"

    def _repr_svg_(self) -> str:
        """What Jupyter shows: light on every page."""
        paper = rectangle(0, 0, self.width, self.height, "paper")
        return replace(self, body=paper + self.body).svg(self.kind, NOTEBOOK)


def number(value: float) -> str:
    """A coordinate with one decimal at most.

    Example:
        >>> number(3.0), number(-0.04), number(2.25)
        ('3', '0', '2.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, attributes: dict[str, object], content: str = "") -> str:
    """An element; the attributes are written in the order given, floats as coordinates.

    Example:
        >>> element("circle", {"cx": 1.0, "class": "low"})
        '<circle cx="1" class="low"/>'
    """
    written = "".join(
        f' {key}="{number(value) if isinstance(value, float) else escape(str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, content: str, style: str = "", anchor: str = "middle") -> str:
    """A label; markup such as ``<tspan>`` in ``content`` is kept, so escape what comes from
    outside.
    """
    attributes: dict[str, object] = {"x": float(x), "y": float(y)}
    if anchor != "start":
        attributes["text-anchor"] = anchor
    return element("text", attributes | ({"class": style} if style else {}), content)


def line(start: XY, end: XY, style: str) -> str:
    """A straight line."""
    return element(
        "line",
        {
            "x1": float(start[0]),
            "y1": float(start[1]),
            "x2": float(end[0]),
            "y2": float(end[1]),
            "class": style,
        },
    )


def rectangle(
    x: float, y: float, width: float, height: float, style: str, content: str = ""
) -> str:
    """A rectangle."""
    return element(
        "rect",
        {
            "x": float(x),
            "y": float(y),
            "width": float(width),
            "height": float(height),
            "class": style,
        },
        content,
    )


def outline(points: Iterable[XY], closed: bool = False) -> str:
    """Path data through points."""
    data = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{data}{'Z' if closed else ''}"


def tooltip(content: str) -> str:
    """Words shown when the pointer rests on an element."""
    return f"<title>{escape(content)}</title>"


def subscript(letter: str, index: object) -> str:
    """An italic letter with a lowered index."""
    return (
        f'<tspan class="var">{letter}</tspan><tspan class="sub" dy="3">{index}</tspan><tspan '
        'dy="-3">&#8203;</tspan>'
    )


def variable(letter: str, index: str) -> str:
    """A name in italics, escaped, with a lowered index if it has one."""
    name = escape(letter)
    return subscript(name, escape(index)) if index else f'<tspan class="var">{name}</tspan>'


def marker(index: int, angles: int, at: XY, said: str, least: bool = False) -> str:
    """A critical point: a disc for a minimum (ringed where global), a diamond for a saddle, a
    triangle for a maximum.
    """
    x, y = at
    ring = element("circle", {"cx": x, "cy": y, "r": 8.5, "class": "ring"}) if least else ""
    if index == 0:
        return ring + element(
            "circle", {"cx": x, "cy": y, "r": 4.6, "class": "point minimum"}, tooltip(said)
        )
    if index == angles:
        corners, style = [(x, y - 5.6), (x + 5.2, y + 3.8), (x - 5.2, y + 3.8)], "point maximum"
    else:
        corners, style = [(x, y - 5.4), (x + 5.4, y), (x, y + 5.4), (x - 5.4, y)], "point saddle"
    return element("path", {"d": outline(corners, closed=True), "class": style}, tooltip(said))


@dataclass(frozen=True)
class Scale:
    """A linear map from data to the page: ``low`` goes to ``start``, ``high`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def horizontal_axis(scale: Scale, y: float, ticks: Sequence[tuple[float, str]], label: str) -> str:
    """Ticks and label below a horizontal line at height y."""
    parts = [line((scale.start, y), (scale.end, y), "axis")]
    for value, name in ticks:
        parts += [
            line((scale(value), y), (scale(value), y + 4), "axis"),
            text(scale(value), y + 18, name, "tick"),
        ]
    return "".join([*parts, text((scale.start + scale.end) / 2, y + 36, label)])


def vertical_axis(
    scale: Scale, x: float, ticks: Sequence[tuple[float, str]], label: str, gap: float = 34
) -> str:
    """Ticks left of a vertical line at x; the label stands upright beside them."""
    parts = [line((x, scale.start), (x, scale.end), "axis")]
    for value, name in ticks:
        parts += [
            line((x - 4, scale(value)), (x, scale(value)), "axis"),
            text(x - 9, scale(value) + 4, name, "tick", "end"),
        ]
    middle = (scale.start + scale.end) / 2
    turned = element(
        "text",
        {
            "x": float(x - gap),
            "y": middle,
            "text-anchor": "middle",
            "transform": f"rotate(-90 {number(x - gap)} {number(middle)})",
        },
        label,
    )
    return "".join([*parts, turned])


def round_ticks(low: float, high: float, most: int = 5) -> list[tuple[float, str]]:
    """Ticks at multiples of 1, 2 or 5 times a power of ten, at most ``most`` + 1 of them between
    low and high.

    Example:
        >>> [name for _, name in round_ticks(0, 0.9)]
        ['0', '0.2', '0.4', '0.6', '0.8']
    """
    wanted = Fraction(high - low) / most
    step = Fraction(1)
    while step > wanted:
        step /= 10
    while step * 10 <= wanted:
        step *= 10
    step *= next(factor for factor in (1, 2, 5, 10) if step * factor >= wanted)
    first = -(-Fraction(low) // step)
    values = [k * step for k in range(first, first + most + 2) if k * step <= Fraction(high)]
    return [(float(value), decimal(value)) for value in values]


def decimal(value: Fraction | float, digits: int = 6) -> str:
    """A number for people, with a true minus sign.

    Example:
        >>> decimal(Fraction(-1, 4))
        '−0.25'
    """
    return f"{float(value):.{digits}g}".replace("-", "−")
