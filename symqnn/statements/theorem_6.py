"""Theorem 6: Haar-random networks are with linear independence. The paper's two sentences made
explicit, and what is true beyond them.

The model of Eqn 21: H_l = W_l H W_l†, W_l independent and Haar-distributed on U(d), H² = I,
tr H = 0; M ≠ 0 Hermitian with trace 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from symqnn.certificate.haar import (
    MAX_LISTED_LAYERS,
    bound_certificate,
    family_certificate,
    moments_certificate,
    probability_certificate,
    uniform_certificate,
)
from symqnn.errors import InputError
from symqnn.haar.asymptotics import START, uniform_bound
from symqnn.haar.failure_bounds import Road, failure_bound
from symqnn.haar.verdict import Probability, Reason, necessary_dimension, probability, universal
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE, OURS = "theorem-6", "Theorem 6", "ours, Thm 6"
FIXED_P = "P ≥ 1 - O(1/d) for fixed p"
LABELS = {
    Road.FROBENIUS: "ours: Frobenius norm",
    Road.GERSHGORIN: "the paper's road: Eqn 23",
    Road.GERSHGORIN_PLAIN: "Eqn 23, full rows",
}
FOR_WHICH = "(even d, traceless M ≠ 0)"  # the premise, in the row: for M = I the sentence is false
GROWING_P = "P ≥ 1 - O(e^(-p)) for log d = Θ(p)"
LAYERS = range(1, 6)
HAAR = (
    "assumed: the Haar measure is invariant, and what commutes with all U⊗…⊗U is spanned by "
    "permutations (Schur-Weyl)"
)
ZERO_ONE = (
    "assumed: a polynomial in the entries of the W_l vanishes everywhere on U(d)^p or on a "
    "null set, and U(d) is Zariski-dense in GL(d, C)"
)
ROADS = {
    Road.FROBENIUS: "ours: Markov for the Frobenius norm of the blocks of the Gram matrix",
    Road.GERSHGORIN: "the paper's road, Gershgorin and Chebyshev (Eqn 23), "
    "leaving out entries that vanish identically",
    Road.GERSHGORIN_PLAIN: "the paper's road, Gershgorin and Chebyshev (Eqn 23), all "
    "3^p - 1 entries of a row",
}
WHY = {
    Reason.DIMENSION: "3^(p-1) of the operators lie in a space of dimension r(d-r) < 3^(p-1)",
    Reason.REFLECTION: "for a reflection, 3^(p-1) of the operators lie in a space "
    "of dimension ≤ 2p-1 < 3^(p-1)",
    Reason.SIGNS: "d ≥ 2^p: diagonal generators give disjoint supports",
    Reason.UNIVERSAL: "a family of idempotents, independent for E_12 modulo a prime, settles every "
    "non-scalar M",
    Reason.INSTANCE: "a family of idempotents, independent for this M modulo a prime",
}


def moments(p: int) -> Result:
    """Mean and second moment of every entry of the Gram matrix, for all even d and all M (Paper:
    section 4, before Eqn 23).
    """
    pairs = 3**p * (3**p + 1) // 2
    found = f"E G and E G² of all {pairs} pairs, in Q(d) + κ·Q(d)"
    details = (
        "G_{ξη} = tr Φ_ξ(M)Φ_η(M), κ = tr M⁴/(tr M²)²; off-diagonal means are exactly 0",
        HAAR,
    )
    claim = "E and Var of the Gram matrix can be computed"
    return Result(
        STATEMENT,
        TITLE,
        claim,
        f"haar_p{p}",
        found,
        Status.PROVED,
        Scope.ASSUMED,
        moments_certificate(p),
        0,
        details,
        "moments",
    )


def bound(p: int, road: Road = Road.FROBENIUS) -> Result:
    """A bound on the probability of dependence, for all even d and all M, with its first useful
    dimension and its rate (Paper: Theorem 6, Eqn 23).

    Example:
        >>> bound(2).found
        'P ≥ 1 - 5/d for d ≥ 36; ε < 1 from d = 8 on (even d, traceless M ≠ 0)'
    """
    certificate = bound_certificate(p, road)
    claim = certificate["claim"]
    linear, quadratic = failure_bound(p, road).leading()
    found = (
        f"P ≥ 1 - {claim['rate']}/d for d ≥ {claim['rate_from']}; ε < 1 from d = "
        f"{claim['first']} on {FOR_WHICH}"
    )
    details = (
        ROADS[road],
        f"P[not independent] ≤ ε_{p}(d, κ) = {linear}·κ/d + {quadratic}/d² + …, an exact "
        "rational function, for every even d and every traceless M ≠ 0",
        HAAR,
    )
    label = f"{FIXED_P} ({LABELS[road]})"
    return Result(
        STATEMENT,
        TITLE,
        label,
        f"haar_p{p}",
        found,
        Status.PROVED,
        Scope.ASSUMED,
        certificate,
        0,
        details,
        str(road),
    )


def uniform() -> Result:
    """One bound for all p and d at once (Paper: Theorem 6, "for dimension d: log(d) = Θ(p)")."""
    proof = uniform_bound(START)  # as in its certificate: computed once
    found = (
        f"P ≥ 1 - {proof.linear + proof.quadratic}·e^(-p) if log d ≥ (1 + log(9/2))·p {FOR_WHICH}"
    )
    details = (
        proof.statement,
        "Θ(p) cannot mean every constant: for log d < (log 3)(p-1)/2 + log 2 the probability is 0",
        HAAR,
    )
    return Result(
        STATEMENT,
        TITLE,
        GROWING_P,
        "haar_every_p",
        found,
        Status.PROVED,
        Scope.ASSUMED,
        uniform_certificate(),
        0,
        details,
        "uniform",
    )


def almost_surely(p: int) -> Result:
    """Probability 1 for every non-scalar M and every even d from a certified
    dimension on (beyond Theorem 6).

    Raises:
        InputError: p > 7, or no family was found.

    Example:
        >>> almost_surely(3).found
        'P = 1 for every M ≠ λI and every even d ≥ 8'
    """
    family = universal(p)
    if family is None:
        raise InputError(
            f"no universal family is known for p = {p}; families are searched for p ≤ 7. For d ≥ "
            "2^p the probability is 1 without one."
        )
    d = family.family.dimension
    found, necessary = f"P = 1 for every M ≠ λI and every even d ≥ {d}", necessary_dimension(p)
    below = (
        f"P = 0 for even d < {necessary}, by the dimension count d ≥ 2·3^((p-1)/2)"
        if necessary > 2
        else "no smaller even dimension exists"
    )
    details = (WHY[Reason.UNIVERSAL], below, ZERO_ONE)
    claim = "ours: P = 1, not only close to 1"
    return Result(
        STATEMENT,
        OURS,
        claim,
        f"haar_p{p}",
        found,
        Status.PROVED,
        Scope.ASSUMED,
        family_certificate(family),
        0,
        details,
        "universal",
    )


def decide(p: int, d: int, observable: Any = None, multiplicity: int | None = None) -> Result:
    """Whether a Haar-random network is with linear independence almost surely, for given p, d, r
    and M (or every M).

    Returns:
        PROVED: probability 1; REFUTED: probability 0; UNDECIDED: what was tried.

    Example:
        >>> [str(decide(3, d).status) for d in (4, 6, 8)]
        ['REFUTED', 'UNDECIDED', 'PROVED']
    """
    answer = probability(p, d, observable, multiplicity)
    return _decided(answer, f"haar_p{p}_d{d}")


def _decided(answer: Probability, name: str) -> Result:
    whom = "every non-scalar M" if answer.every_observable else "this M"
    claim = f"ours: P = 1 for {whom}"
    if answer.value is None:
        found = f"undecided: {answer.reason}"
        return Result(
            STATEMENT,
            OURS,
            claim,
            name,
            found,
            Status.UNDECIDED,
            Scope.INSTANCES,
            None,
            0,
            (answer.reason,),
            "probability",
        )
    exact = answer.value == 1
    found = (
        f"p = {answer.layers}, d = {answer.dimension}, r = {answer.multiplicity}: P = "
        f"{answer.value}"
    )
    details = (WHY[Reason(answer.reason)], *([ZERO_ONE] if exact else []))
    return Result(
        STATEMENT,
        OURS,
        claim,
        name,
        found,
        answer.status,
        Scope.INSTANCES,
        probability_certificate(answer),
        0,
        details,
        "probability",
    )


def never(p: int, d: int, multiplicity: int | None = None) -> Result:
    """Probability 0, as a statement of its own (beyond Theorem 6).

    Raises:
        InputError: the probability is not 0 there.

    Example:
        >>> never(5, 16).found
        'p = 5, d = 16, r = 8: P = 0'
    """
    answer = decide(p, d, multiplicity=multiplicity)
    if answer.status is not Status.REFUTED:
        raise InputError(f"p = {p}, d = {d}: the probability is not known to be 0.")
    law = (
        "ours: P = 0 for reflections if p ≥ 3"
        if multiplicity
        else "ours: P = 0 if d < 2·3^((p-1)/2)"
    )
    return replace(answer, claim=law, status=Status.PROVED)


def prove_in_general() -> list[Result]:
    """Theorem 6 for p = 1..5 and for all p, and the statements beyond it, on the paper's model."""
    results = []
    for p in LAYERS:
        results += [moments(p)] if p < MAX_LISTED_LAYERS else []
        results += [bound(p, Road.FROBENIUS), bound(p, Road.GERSHGORIN), almost_surely(p)]
    signs = replace(decide(10, 1024), claim="ours: P = 1 if d ≥ 2^p")
    laws = [(signs, "signs"), (never(5, 16), "dimension"), (never(3, 1024, 1), "reflection")]
    return [
        *results,
        uniform(),
        *(replace(law, instance="haar_every_p", part=part) for law, part in laws),
    ]


def _count(data: Mapping[str, Any], name: str) -> int:
    value = data[name]
    if type(value) is not int:
        raise InputError(f"instance.{name} is {value!r}; a JSON integer is required.")
    return value


def _probability(data: Mapping[str, Any]) -> Result:
    return decide(
        _count(data, "layers"),
        _count(data, "dimension"),
        data.get("observable"),
        _count(data, "multiplicity") if "multiplicity" in data else None,
    )


# quantity: (required fields, optional fields, what proves it)
QUANTITIES: Mapping[str, tuple[set[str], set[str], Callable[[Mapping[str, Any]], Result]]] = {
    "moments": ({"layers"}, set(), lambda data: moments(_count(data, "layers"))),
    "bound": (
        {"layers", "road"},
        set(),
        lambda data: bound(_count(data, "layers"), _road(data["road"])),
    ),
    "uniform": (set(), set(), lambda data: uniform()),
    "universal": ({"layers"}, set(), lambda data: almost_surely(_count(data, "layers"))),
    "probability": ({"layers", "dimension"}, {"multiplicity", "observable"}, _probability),
}


def _road(name: object) -> Road:
    if name not in list(Road):
        raise InputError(f"instance.road is {name!r}; one of {', '.join(Road)} is required.")
    return Road(str(name))


def prove(instance: object) -> Result:
    """What a problem file asks (proofs/FORMAT.md): an object with ``quantity`` and its arguments.

    Raises:
        InputError: an unknown quantity or field.

    Example:
        >>> prove({"quantity": "probability", "layers": 5, "dimension": 16}).found
        'p = 5, d = 16, r = 8: P = 0'
    """
    if not isinstance(instance, Mapping) or str(instance.get("quantity")) not in QUANTITIES:
        raise InputError(
            f"the instance of a {STATEMENT} problem needs a quantity: one of "
            f"{', '.join(QUANTITIES)}."
        )
    required, optional, action = QUANTITIES[str(instance["quantity"])]
    given = set(instance) - {"quantity"}
    if not required <= given <= required | optional:
        allowed = ", ".join(sorted(required)) + (
            f" and optionally {', '.join(sorted(optional))}" if optional else ""
        )
        raise InputError(
            f"quantity {instance['quantity']} needs {allowed or 'no other field'}; given: "
            f"{', '.join(sorted(given)) or 'nothing'}."
        )
    return action(instance)
