"""Formulas as MathML, which browsers show by themselves: no script, no font, no network."""

import re
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx

ALIGNED = re.compile(
    r"\\begin\{(align\*?|aligned|equation\*?|gather\*?)\}(.*)\\end\{\1\}", re.DOTALL
)


def mathml(latex: str, display: bool) -> str:
    """A formula; several aligned rows become a table.

    Raises:
        ValueError: LaTeX that is not understood in full.
    """
    found = ALIGNED.fullmatch(latex.strip().removeprefix(r"\displaystyle").strip())
    if found is None:
        return _checked(convert(latex, display="block" if display else "inline"), latex)
    rows = [row for row in re.split(r"\\\\(?:\[[^]]*\])?", found[2]) if row.strip()]
    cells = "".join(
        f"<mtr>{''.join(_cell(part, k) for k, part in enumerate(row.split('&')))}</mtr>"
        for row in rows
    )
    table = f'<mtable displaystyle="true" columnspacing="0" rowspacing="0.5ex">{cells}</mtable>'
    return _checked(
        f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{table}</math>', latex
    )


def _cell(latex: str, column: int) -> str:
    """One cell of an aligned row: to the right before the sign &, to the left after it."""
    inner = re.sub(r"^<math[^>]*>|</math>$", "", convert(latex.strip() or "{}"))
    side = "left" if column % 2 else "right"
    return f'<mtd style="text-align: {side}; padding-left: 0; padding-right: 0">{inner}</mtd>'


def _checked(text: str, latex: str) -> str:
    try:
        tree = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(f"no MathML of {latex!r}: {error}") from None
    if strange := [part for element in tree.iter() if "\\" in (part := element.text or "")]:
        raise ValueError(f"no MathML of {latex!r}: {', '.join(strange)} is not known")
    return text


def visit_inline(self: object, node: nodes.math) -> None:
    """A formula in a line of text."""
    self.body.append(mathml(node.astext(), display=False))
    raise nodes.SkipNode


def visit_display(self: object, node: nodes.math_block) -> None:
    """A formula on lines of its own."""
    self.body.append(f'<div class="math-block">{mathml(node.astext(), display=True)}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Declare the renderer ``mathml``."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
