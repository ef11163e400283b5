"""Plain text in LaTeX: special characters, scripts, accents; unknown characters are named."""

import pytest

from symqnn.algebra.latex_text import text


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ("50 % of $5 & #1 {x}", r"50 \% of \$5 \& \#1 \{x\}"),
        ("2^p", "2$^{p}$"),
        ("e^(-p)", "e$^{-p}$"),
        ("θ_l", r"$\theta_{l}$"),
        ("x₁₂²", "x$_{12}^{2}$"),
        ("a--b", "a-{}-b"),
        ("Poincaré", r"Poincar\'{e}"),
        ("data_x.json", r"data\_x.json"),
        ("ж", r"\texttt{U+0436}"),
        ("", ""),
    ],
)
def test_examples(plain: str, code: str) -> None:
    assert text(plain) == code


def test_the_answer_is_ascii_and_composition_does_not_matter() -> None:
    plain = "Σ_k λ_k ≤ ½ · √2 → ∞, û ∈ ℂ"
    assert text(plain).isascii()
    assert text("e\u0301") == text("é")
