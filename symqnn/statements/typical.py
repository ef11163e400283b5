"""What is known about typical networks (Theorem 6) for a given number of layers, dimension and
observable: the question of ``symqnn haar``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from symqnn.algebra.exact import rational
from symqnn.certificate.haar import MAX_LISTED_LAYERS as MAX_CERTIFIED_LAYERS
from symqnn.errors import InputError
from symqnn.haar.failure_bounds import Road, failure_bound
from symqnn.haar.moments import KAPPA_MAX, KAPPA_MIN, Moments, all_moments, kappa_of
from symqnn.haar.montecarlo import Sample, monte_carlo
from symqnn.haar.universal import check_model
from symqnn.haar.verdict import BoundsRow, bounds_row
from symqnn.statements import theorem_6
from symqnn.statements.result import Result

MAX_LAYERS = 10
MAX_LISTED_LAYERS = 4
MAX_SEARCHED_LAYERS = 6  # the checker needs 12 s for the family of 6 layers, minutes for that of 7
MAX_DIMENSION = 10**12
MAX_SAMPLED_DIMENSION = 4096
MAX_MATRIX = 64
MAX_UNBALANCED = 100
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Question:
    """Which networks and observables are meant.

    Args:
        layers, dimension, multiplicity: p; d and r if given (r = d/2: tr H = 0).
        kappa: tr M⁴/(tr M²)² if given, or of the spectrum.
        spectrum: eigenvalues of M, d of them.
        samples, seed, jobs: of the Monte Carlo run; no run if samples is None.
        table: also the table of bounds for 1, …, p layers.
    """

    layers: int
    dimension: int | None = None
    multiplicity: int | None = None
    kappa: Fraction | None = None
    spectrum: tuple[Fraction, ...] | None = None
    samples: int | None = None
    seed: int = 0
    jobs: int = 1
    table: bool = False

    @property
    def balanced(self) -> bool:
        """Whether tr H = 0, as the paper assumes."""
        return self.multiplicity is None or 2 * self.multiplicity == self.dimension


@dataclass(frozen=True)
class Answer:
    """What is known.

    Args:
        question: as asked.
        moments: of all pairs ξ ≤ η; None if there are too many to list.
        rows: of the table of bounds (tr H = 0 only), the last one for p layers.
        results: with certificates where something is decided.
        sample: of the Monte Carlo run.
    """

    question: Question
    moments: tuple[Moments, ...] | None
    rows: tuple[BoundsRow, ...]
    results: tuple[Result, ...]
    sample: Sample | None = field(default=None)


def whole(text: str | None, name: str, least: int, most: int) -> int | None:
    """A whole number from text, or None.

    Raises:
        InputError: anything else, or out of range.

    Example:
        >>> whole("16", "--d", 2, 100)
        16
    """
    if text is None:
        return None
    if not text.isascii() or not text.removeprefix("-").isdigit() or len(text) > 20:
        raise InputError(
            f"{name} is {text[:40]!r}; a whole number from {least} to {most} is required."
        )
    value = int(text)
    if not least <= value <= most:
        raise InputError(f"{name} is {value}; a whole number from {least} to {most} is required.")
    return value


def read_spectrum(text: str) -> tuple[Fraction, ...]:
    """Eigenvalues of a traceless observable: exact numbers with commas, ``^n`` repeats one n times.

    Raises:
        InputError: not numbers, all zero, or with a trace; ExactnessError: a decimal number.

    Example:
        >>> len(read_spectrum("1^8,-1^8"))
        16
    """
    values: list[Fraction] = []
    for part in text.split(","):
        number, power, count = part.strip().partition("^")
        repeat = (
            whole(count, "a repetition in --observable", 1, MAX_SAMPLED_DIMENSION) if power else 1
        )
        values += [rational(number, "an eigenvalue in --observable")] * (repeat or 1)
        if len(values) > MAX_SAMPLED_DIMENSION:
            raise InputError(
                f"--observable has more than {MAX_SAMPLED_DIMENSION} eigenvalues; give --d and "
                "--kappa instead."
            )
    total = sum(values, Fraction(0))
    if not any(values):
        raise InputError(
            "--observable is zero; Theorem 6 is about M ≠ 0 with trace 0, for instance "
            "--observable 1^4,-1^4."
        )
    if total:
        centre = total / len(values)
        raise InputError(
            f"--observable has trace {total}; Theorem 6 is about tr M = 0. Subtract {centre} from "
            f"each of the {len(values)} eigenvalues: that changes no Φ_ξ(M) with ξ ≠ 0."
        )
    return tuple(values)


def read_question(texts: Mapping[str, str | None], table: bool = False) -> Question:
    """A question from the texts of the command line: p, d, multiplicity, kappa, observable,
    samples, seed, jobs.

    Raises:
        SymqnnError: what does not fit, and what to write instead.

    Example:
        >>> read_question({"p": "2", "observable": "1,1,-1,-1"}).kappa
        Fraction(1, 4)
    """
    p = whole(texts.get("p"), "--p", 1, MAX_LAYERS)
    if p is None:
        raise InputError("--p, the number of layers, is required.")
    d = whole(texts.get("d"), "--d", 2, MAX_DIMENSION)
    r = whole(texts.get("multiplicity"), "--multiplicity", 1, MAX_DIMENSION)
    observable, kappa_text = texts.get("observable"), texts.get("kappa")
    spectrum = None if observable is None else read_spectrum(observable)
    if spectrum is not None:
        if d is not None and d != len(spectrum):
            raise InputError(
                f"--observable has {len(spectrum)} eigenvalues and --d is {d}; give d "
                "eigenvalues (value^n repeats one)."
            )
        d = len(spectrum)
    if d is None and (r is not None or kappa_text is not None):
        raise InputError("--multiplicity and --kappa need a dimension; give --d.")
    if d is not None:
        r_checked = check_model(p, d, r)
        if (
            2 * r_checked != d
            and d > MAX_UNBALANCED
            and (min(r_checked, d - r_checked) > 1 or p < 3)
        ):
            raise InputError(
                f"--d is {d}; for tr H ≠ 0 the search and the check of a family are done up to d "
                f"= {MAX_UNBALANCED}, take a smaller dimension."
            )
    samples = whole(texts.get("samples"), "--samples", 2, 10**9)
    kappa = None if spectrum is None else kappa_of(spectrum)
    if kappa_text is not None and d is not None:
        if spectrum is not None:
            raise InputError("--kappa and --observable were both given; the spectrum determines κ.")
        kappa = rational(kappa_text, "--kappa")
        low, high = KAPPA_MIN.at(d=d), KAPPA_MAX.at(d=d)
        if not low <= kappa <= high:
            raise InputError(
                f"--kappa is {kappa}; tr M⁴/(tr M²)² of a traceless observable lies between "
                f"{low} and {high} for d = {d}."
            )
    if samples is not None:
        if d is None:
            raise InputError("--samples needs a dimension; give --d or --observable.")
        if spectrum is None and kappa_text is not None:
            raise InputError(
                "--kappa does not determine an observable to sample; give its spectrum with "
                "--observable."
            )
        if spectrum is None and d > MAX_SAMPLED_DIMENSION:
            raise InputError(
                f"--d is {d}; sampling such matrices is out of reach, take a smaller dimension."
            )
        spectrum = spectrum or _default_spectrum(d)
        kappa = kappa_of(spectrum)
    seed = whole(texts.get("seed"), "--seed", 0, 10**18) or 0
    jobs = whole(texts.get("jobs"), "--jobs", 1, 1024) or 1
    return Question(p, d, r, kappa, spectrum, samples, seed, jobs, table)


def _default_spectrum(d: int) -> tuple[Fraction, ...]:
    """±1 in equal numbers, so M² = I; for odd d with one 0."""
    half = d // 2
    return (Fraction(1),) * half + (Fraction(0),) * (d % 2) + (Fraction(-1),) * half


def answer(
    question: Question, every_pair: bool = False, progress: Progress = lambda text: None
) -> Answer:
    """Everything that is known, with certificates, and the Monte Carlo run if one was asked for.

    Args:
        question: from :func:`read_question`.
        every_pair: list the moments for p = 4 too (3321 pairs).
        progress: is told what is being done.

    Raises:
        SizeError: the Monte Carlo run would not fit in memory.

    Example:
        >>> found = answer(Question(2, 8))
        >>> len(found.moments), found.rows[-1].necessary
        (45, 4)
        >>> [str(result.status) for result in found.results]
        ['PROVED', 'PROVED', 'PROVED', 'PROVED', 'PROVED', 'PROVED']
    """
    p, balanced = question.layers, question.balanced
    listed = p < MAX_LISTED_LAYERS or (every_pair and p == MAX_LISTED_LAYERS)
    progress("moments")
    moments = tuple(all_moments(p, unbalanced=not balanced)) if listed else None
    progress("bounds")
    first = 1 if question.table else p
    rows = tuple(bounds_row(k) for k in range(first, p + 1)) if balanced else ()
    progress("certificates")
    results = []
    if balanced:
        results += [theorem_6.moments(p)] if p <= MAX_CERTIFIED_LAYERS else []
        results += [*(theorem_6.bound(p, road) for road in theorem_6.ROADS), theorem_6.uniform()]
    results.append(_verdict(question))
    sample = None
    if question.samples is not None and question.spectrum is not None:
        sample = monte_carlo(
            p,
            [value / max(map(abs, question.spectrum)) for value in question.spectrum],
            question.samples,
            seed=question.seed,
            multiplicity=question.multiplicity,
            jobs=question.jobs,
            progress=lambda done, wanted: progress(f"Monte Carlo: {done} of {wanted} samples"),
        )
    return Answer(question, moments, rows, tuple(results), sample)


def _verdict(question: Question) -> Result:
    p, d, spectrum = question.layers, question.dimension, question.spectrum
    if d is None:
        return theorem_6.almost_surely(p) if p <= MAX_SEARCHED_LAYERS else theorem_6.decide(p, 2**p)
    matrix = None
    if spectrum is not None and d <= MAX_MATRIX:
        matrix = [[spectrum[k] if j == k else 0 for k in range(d)] for j in range(d)]
    return theorem_6.decide(p, d, matrix, question.multiplicity)


def bound_range(
    layers: int, road: Road, d: int, kappa: Fraction | None
) -> tuple[Fraction, Fraction]:
    """Least and greatest value of a failure bound at d, over all κ or at the given one.

    Example:
        >>> [str(end) for end in bound_range(1, Road.FROBENIUS, 4, None)]
        ['1/14', '31/224']
    """
    bound = failure_bound(layers, road)
    ends = [end.at(d=d) for end in bound.ends()] if kappa is None else [bound.at(d, kappa)]
    return min(ends), max(ends)
