"""Beyond the paper: every trigonometric polynomial of degree ≤ 2 an angle is a training loss; and
(3/2)·p!·2^p minima of one.
"""

from __future__ import annotations

from symqnn.algebra.exact import short
from symqnn.algebra.formula import read_formula
from symqnn.certificate.datasets import loss_certificate, minima_certificate
from symqnn.certificate.landscapes import forbidden_certificate
from symqnn.construction.many_minima import many_minima
from symqnn.construction.reachable_gram import ForbiddenError
from symqnn.construction.universality import dataset_for
from symqnn.errors import InputError
from symqnn.model.ansatz import paper_experiment
from symqnn.model.instance_file import instance_from
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "universality", "Universality (ours)"
CLAIM = (
    "with linear independence every T of degree ≤ 2 an angle is a training loss, up to a "
    "positive factor and a constant"
)
THEOREM = "Universality.universality"
MANY, MANY_TITLE = "many-minima", "(3/2)·p!·2^p (ours)"
MANY_CLAIM = "a dataset induces at least (3/2)·p!·2^p strict minima a period"


def prove(data: object) -> Result:
    """The dataset for one target on one network, with the polynomial of its loss; or the relation
    that forbids the target.

    Args:
        data: ``{"network": INSTANCE, "target": FORMULA}``.

    Raises:
        InputError: something else, or a target that is not built.
    """
    if not isinstance(data, dict) or set(data) != {"network", "target"}:
        raise InputError(
            f'the instance is {short(data)}; {{"network": INSTANCE, "target": FORMULA}} is '
            "required."
        )
    instance = instance_from(data["network"], "network")
    target = read_formula(data["target"], instance.qnn.torus)
    named = (STATEMENT, TITLE, CLAIM, instance.name)
    try:
        made = dataset_for(instance.qnn, target)
    except ForbiddenError as error:
        certificate = forbidden_certificate(error.found)
        return Result(*named, str(error), Status.PREMISE_FAILS, Scope.INSTANCES, certificate)
    used = made.construction
    found = f"the loss is {made.factor}·(T + {made.constant}), {used.samples_text}"
    certificate = loss_certificate(used.qnn, used.dataset, used.parts, used.loss())
    return Result(*named, found, Status.PROVED, Scope.INSTANCES, certificate, theorem=THEOREM)


def prove_many(data: object) -> Result:
    """(3/2)·p!·2^p minima on the paper's network.

    Args:
        data: ``{"p": COUNT}``, 2 to 5.

    Raises:
        InputError: something else.
    """
    if (
        not isinstance(data, dict)
        or set(data) != {"p"}
        or type(data["p"]) is not int
        or not 2 <= data["p"] <= 5
    ):
        raise InputError(
            f'the instance is {short(data)}; {{"p": COUNT}} with 2 to 5 angles is required.'
        )
    angles = data["p"]
    made = many_minima(paper_experiment(angles))
    named = (MANY, MANY_TITLE, MANY_CLAIM, f"product_p{angles}")
    if not made.holds:
        return Result(
            *named, "; ".join(made.result.reasons[:3]), Status.UNDECIDED, Scope.INSTANCES, None
        )
    used = made.construction
    found = f"{len(made.result.minima)} strict minima certified, {used.samples_text}"
    certificate = minima_certificate(used.qnn, used.dataset, used.parts, made.result)
    return Result(*named, found, Status.PROVED, Scope.INSTANCES, certificate)
