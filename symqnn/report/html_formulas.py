"""The formula of each statement, as presentation MathML in the paper's notation."""

from __future__ import annotations

from symqnn.report.mathml import THIN, brackets, fraction, function, ident, num, op, power, row, sub, summed, words

P, L, M, RHO, THETA, XI = (ident(name) for name in ("p", "L", "M", "ρ", "θ", "ξ"))
THETA_L, XI_L = sub(THETA, ident("l")), sub(XI, ident("l"))
PHI_XI = row(sub(ident("Φ"), XI), brackets(M))
COSINES = row(summed("∏", row(XI_L, op("="), num(1))), function("cos", num(2), THETA_L))
SINES = row(summed("∏", row(XI_L, op("="), num(2))), function("sin", num(2), THETA_L))
OVER_XI = summed("∑", row(XI, op("∈"), power(brackets(num(0), op(","), num(1), op(","), num(2), left="{", right="}"), P)))


def _phi(index: int, argument: str) -> str:
    return row(power(ident("Φ"), brackets(num(index))), brackets(argument))


def _shifted(index: int) -> str:
    """H Φ^(k)(A) H = ±Φ^(k)(A)."""
    h, a = ident("H"), ident("A")
    return row(h, _phi(index, a), h, op("="), op("-") if index else "", _phi(index, a))




TWO_P = power(num(2), P)
DISTANCE = row(THETA_L, op("-"), power(sub(THETA, ident("l")), op("*")))
LOSS = row(L, brackets(THETA, op(";"), ident("S")))
THEOREM_2 = row(
    LOSS, op("="), fraction(power(ident("κ"), num(2)), row(num(2), P)), summed("∑", row(ident("l"), op("="), num(1)), P),
    brackets(
        power(ident("sin"), num(2)), THIN, num(2), brackets(DISTANCE), op("+"), power(ident("r"), num(2)),
        power(brackets(num(1), op("-"), function("cos", num(2), brackets(DISTANCE))), num(2)), left="[", right="]",
    ),
)  # fmt: skip
MINIMA = row(op("#"), words("minima"), op("="), TWO_P)

PHI_ETA = row(sub(ident("Φ"), ident("η")), brackets(M))
INDEPENDENT = function("Pr", brackets(PHI_XI, op(","), XI, op("≠"), num(0), words("independent"), left="[", right="]"))
SPECTRAL_PERIOD = row(words("in"), power(brackets(num(0), op(","), num(2), ident("π"), right=")", left="["), P))
FACTORIAL_SPECTRA = row(op("#"), words("strict minima"), op("≥"), P, op("!"), op("·"), power(brackets(num(2), ident("Δ")), P), SPECTRAL_PERIOD)

FORMULAS: dict[str, str] = {
    "equation-11": row(M, brackets(THETA), op("="), OVER_XI, PHI_XI, COSINES, SINES),
    "equation-12": row(ident("f"), brackets(RHO, op(","), THETA), op("="), OVER_XI, function("tr", brackets(RHO, THIN, PHI_XI)), COSINES, SINES),
    "equation-13": _shifted(0),
    "equation-14": _shifted(1),
    "equation-15": _shifted(2),
    "equations-13-15": row(
        THETA_L, op("↦"), THETA_L, op("+"), fraction(ident("π"), num(2)), op(":"), THIN, PHI_XI, op("↦"), op("-"), PHI_XI, words("iff"), XI_L, op("≠"), num(0)
    ),
    "definition-1": row(
        function("dim"), function("span"), brackets(PHI_XI, op(":"), XI, op("≠"), num(0), left="{", right="}"), op("="), power(num(3), P), op("-"), num(1)
    ),
    "lemma-3": row(
        L, brackets(THETA, op(";"), sub(ident("S"), num(0))), op("="), L, brackets(THETA, op("+"), fraction(ident("π"), num(2)), ident("ζ"), op(";"),
        sub(ident("S"), num(0))), op(","), THIN, ident("ζ"), op("∈"), power(brackets(num(0), op(","), num(1), left="{", right="}"), P),
    ),
    "lemma-4": row(
        L, brackets(power(THETA, op("*"))), op("<"), L, brackets(power(THETA, op("*")), op("+"), fraction(ident("π"), num(2)), ident("ζ")), op(","), THIN,
        ident("ζ"), op("≠"), num(0),
    ),
    "theorem-2": THEOREM_2,
    "proposition-5": row(
        M, op("="), summed("⨂", ident("l")), sub(ident("m"), ident("l")), op(","), THIN, sub(ident("m"), ident("l")), op("±"), sub(ident("h"), ident("l")),
        sub(ident("m"), ident("l")), sub(ident("h"), ident("l")), op("≠"), num(0), words("implies"), op("#"), words("spurious minima"), op("="), TWO_P, op("-"),
        num(1),
    ),
    "parity-family": row(
        L, op("="), fraction(num(1), ident("m")), brackets(
            summed("∑", ident("l")), brackets(num(1), op("-"), power(sub(ident("u"), ident("l")), num(2))), op("+"), summed("∑", ident("S")),
            power(sub(ident("r"), ident("S")), num(2)),
            power(brackets(num(1), op("-"), summed("∏", row(ident("l"), op("∈"), ident("S"))), sub(ident("u"), ident("l"))), num(2)), left="[", right="]",
        ),
    ),
    "maxcut": row(
        L, brackets(ident("s")), op("∝"), brackets(ident("E"), left="|", right="|"), op("-"), function("cut", brackets(ident("s"))), words("at the minima"),
        ident("s"), op("∈"), power(brackets(op("±"), num(1), left="{", right="}"), P),
    ),
    "factorial-minima": row(op("#"), words("strict minima"), op("≥"), P, op("!"), op("·"), TWO_P),
    "integral-spectra": row(op("#"), words("minima"), op("="), power(brackets(num(2), ident("Δ")), P), SPECTRAL_PERIOD),
    "theorem-6": row(INDEPENDENT, op("≥"), num(1), op("-"), ident("O"), brackets(fraction(num(1), ident("d")))),
    "theorem-6.moments": row(ident("E"), brackets(power(function("tr", brackets(PHI_XI, PHI_ETA)), ident("k")), left="[", right="]"), op("∈"),
                             ident("Q"), brackets(ident("d"), op(","), ident("κ")), op(","), THIN, ident("k"), op("="), num(1), op(","), num(2)),
    "theorem-6.universal": row(INDEPENDENT, op("="), num(1)),
    "theorem-6.signs": row(INDEPENDENT, op("="), num(1)),
    "theorem-6.dimension": row(INDEPENDENT, op("="), num(0)),
    "theorem-6.reflection": row(INDEPENDENT, op("="), num(0)),
    "theorem-7": row(op("#"), brackets(THETA, op(":"), op("∇"), L, brackets(THETA), op("="), num(0), left="{", right="}"), op("≤"),
                     power(brackets(num(4), P), P)),
}  # fmt: skip


def formula(statement: str, part: str = "", title: str = "") -> str:
    """The formula of a statement, or of one part of it; empty if it has none here.

    Example:
        >>> formula("nothing known")
        ''
    """
    if statement == "integral-spectra" and title.startswith("p!"):
        return FACTORIAL_SPECTRA
    return FORMULAS.get(f"{statement}.{part}", FORMULAS.get(statement, ""))
