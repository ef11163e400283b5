"""Every LaTeX string passes KaTeX in strict mode (npm, in tests only)."""

import ast
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from effort import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from latex_zoo import objects, strings
from typeset import refused

import symqnn
from symqnn.algebra.latex import LatexRepr, number
from symqnn.algebra.latex_text import text
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.trigpoly import TrigPoly

ROOT = Path(symqnn.__file__).parent.parent
PACKAGE = ROOT / "symqnn"


def formula_of(code: str) -> str:
    """A display without what lets it break over pages: that is amsmath's, of documents, and no
    formula.
    """
    return code.removeprefix("\\begingroup\\allowdisplaybreaks\n").removesuffix("\n\\endgroup")


def printed_texts() -> list[str]:
    """Every string constant of the package with a character outside ASCII."""
    # which has every symbol by itself
    trees = (
        ast.parse(path.read_text())
        for path in PACKAGE.rglob("*.py")
        if path.name != "latex_text.py"
    )
    constants = (
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return sorted({value for value in constants if not value.isascii()})


def test_katex_is_strict() -> None:
    assert (
        len(
            refused(
                [r"\frac{1}{", "ж", r"\unknown", "x^2^3", r"\begin{pmatrix} 1 & 2 \end{pmatrix}"]
            )
        )
        == 4
    )


def test_the_zoo_passes(record_property: Callable[[str, object], None]) -> None:
    named = list(strings())
    codes = list(dict.fromkeys(formula_of(code) for _, code in named))
    assert refused(codes) == []
    assert all(code.isascii() and "?" not in code for code in codes)
    record_property("count LaTeX strings of the zoo accepted by KaTeX", len(codes))


def test_every_class_that_can_be_written_is_in_the_zoo() -> None:
    def below(kind: type) -> set[type]:
        return {kind} | {found for child in kind.__subclasses__() for found in below(child)}

    abstract = {"LatexRepr", "State", "ShownExpansion"}
    wanted = {kind.__name__ for kind in below(LatexRepr)} - abstract
    assert wanted - {type(thing).__name__ for thing, _ in objects()} == set()


def test_what_the_package_prints_passes_as_text(
    record_property: Callable[[str, object], None],
) -> None:
    texts = printed_texts()
    assert len(texts) > 500
    codes = [rf"\text{{{text(plain)}}}" for plain in texts]
    assert refused(codes) == []
    assert all(code.isascii() and r"\texttt{U+" not in code for code in codes)
    assert all(
        code.count("?") == plain.count("?") for code, plain in zip(codes, texts, strict=True)
    )
    record_property("count texts of the package accepted by KaTeX", len(codes))


def test_generated_objects_pass(record_property: Callable[[str, object], None]) -> None:
    codes: list[str] = []
    large = st.builds(Fraction, st.integers(-(10**200), 10**200), st.integers(1, 10**130))
    wild = st.one_of(st.integers(-3, 3), st.fractions(max_denominator=9), st.fractions(), large)
    options = st.fixed_dictionaries({
        "order": st.sampled_from(["index", "degree", "coefficient"]),
        "common_denominator": st.booleans(), "width": st.integers(0, 100),
        "limit": st.integers(1, 9), "display": st.booleans(),
        "name": st.sampled_from(["", r"L(\theta)"]),
    })  # fmt: skip
    sums = st.dictionaries(st.text("IXYZ", min_size=3, max_size=3), wild, max_size=8).map(
        lambda words: PauliSum.from_words(words, 3)
    )
    polynomials = st.dictionaries(
        st.text("01234567", min_size=3, max_size=3), wild, max_size=12
    ).map(lambda terms: TrigPoly.from_terms(terms, 3))

    @settings(
        max_examples=examples(150),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.one_of(sums, polynomials), options, st.text(max_size=30), wild)
    def collect(thing, chosen, plain, value):
        codes.extend(
            [thing.to_latex(**chosen), rf"\text{{{text(plain)}}}", number(Fraction(value))]
        )

    collect()
    assert refused(codes) == []
    record_property("count generated LaTeX strings accepted by KaTeX", len(codes))
