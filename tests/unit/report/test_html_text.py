"""Sentences as HTML: indices and minus signs set, everything else left alone and escaped."""

import pytest

from symqnn.report.html_text import prettified

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("4^(p-1) networks", f"4<sup>p{MINUS}1</sup> networks"),
        ("G_{ξη} = 0", "G<sub>ξη</sub> = 0"),
        ("a - b", f"a {MINUS} b"),
        ("x < 1 & y", "x &lt; 1 &amp; y"),
        ("product_p2.certificate.json", "product_p2.certificate.json"),
        ("well-known", "well-known"),
        ("S0 and S1, not S12", "S<sub>0</sub> and S<sub>1</sub>, not S12"),
        ("<b>θ_1</b>", "&lt;b&gt;θ<sub>1</sub>&lt;/b&gt;"),
    ],
)
def test_examples(plain: str, html: str) -> None:
    assert prettified(plain) == html
