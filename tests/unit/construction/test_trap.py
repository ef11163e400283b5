"""Constructions without Definition 1: the largest trap, linked traps, certified impossibility.

Modules: construction/linked, construction/unreachable, certificate/unreachable.
"""

import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.datasets import loss_certificate, separable_certificate, vertex_certificate
from symqnn.certificate.unreachable import unreachable_certificate
from symqnn.checker import check
from symqnn.construction.equation_18 import Equation18
from symqnn.construction.linked import find_links, linked_theorem_2, parities
from symqnn.construction.parity import parity_family
from symqnn.construction.realise import realise
from symqnn.construction.targets import Target, Wave, read_star, sine
from symqnn.construction.theorem_2 import lemma_3, lemma_4_by_scaling, theorem_2
from symqnn.construction.trap import find_trap
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import InputError
from symqnn.expansion.output import expand
from symqnn.model.ansatz import (
    hardware_efficient,
    hva_ising,
    paper_experiment,
    qaoa,
    random_network,
)
from symqnn.model.qnn import QNN

HALF = QNN(["ZI", "IZ"], "Y(Y+I)")
SHARED = QNN(
    random_network(8, 3, seed=1).generators,
    random_network(8, 3, seed=1).observable,
    angles=["a", "b", "a"],
)
IMPOSSIBLE = {
    "Clifford and Pauli": hardware_efficient(2, 1, rotations=["Y"]),
    "QAOA on a triangle": qaoa([(0, 1), (1, 2), (0, 2)], 1),
    "QAOA on a ring": qaoa([(0, 1), (1, 2), (2, 3), (0, 3)], 1),
    "QAOA of depth 2": qaoa([(0, 1), (1, 2), (0, 2)], 2),
    "HVA": hva_ising(3, 1),
    "one letter": QNN(["Z"], "Z"),
}


def certificate_of(made):
    used = made.construction
    return separable_certificate(used.qnn, used.dataset, used.parts, made.landscape, "theorem-2")


def test_a_network_without_linear_independence_has_the_largest_trap():
    made = theorem_2(HALF)
    assert (made.trap.angles, made.trap.frequencies, made.trap.complete) == ((0,), (1,), False)
    assert made.holds
    assert (made.landscape.count, made.landscape.spurious, made.landscape.free) == (2, 1, (1,))
    verdict = check(certificate_of(made))
    assert verdict.status == "VERIFIED"
    assert verdict.summary.startswith("trapped-angles: exactly 2 families")
    rest = unreachable_certificate(made.trap.rest)
    assert check(rest).status == "VERIFIED"


def test_forged_free_angles_are_rejected():
    certificate = certificate_of(theorem_2(HALF))
    for angles in ([1], [0, 1], [], [0, 0]):
        certificate["claim"]["angles"] = angles
        assert check(certificate).status == "REJECTED"
    del certificate["claim"]["angles"]
    assert check(certificate).status == "REJECTED"
    whole = certificate_of(theorem_2(paper_experiment(2)))
    whole["claim"]["angles"] = [0, 1]
    assert check(whole).status == "REJECTED"  # a field that theorem-2 does not have
    weak = theorem_2(HALF, r_squared="51/100")
    forged = certificate_of(weak) | {"statement": "trapped-angles"}
    assert certificate_of(weak)["statement"] == "separable-landscape"
    assert check(certificate_of(weak)).status == "VERIFIED"
    assert (
        check(forged).reason
        == "not 2^s families of minima of which 2^s - 1 are spurious, s the number of angles listed"
    )


def test_other_constructions_on_the_trapped_angles():
    assert lemma_3(HALF).landscape.levels == ((0, 2),)
    assert lemma_4_by_scaling(HALF).holds


def test_shared_angles_are_trapped_at_the_lowest_frequency_that_is_reachable():
    trap = find_trap(SHARED)
    assert trap.complete
    assert trap.frequencies == (1, 1)
    # the same generator twice: one gate of angle 2a
    only = QNN([[[0, 0], [0, 1]]] * 2, [[0, 1], [1, 0]], angles=["a", "a"])
    assert only.torus.units == (1,)
    made = theorem_2(only)
    assert made.trap.frequencies == (2,)
    assert (made.landscape.count, made.landscape.spurious, made.holds) == (4, 2, True)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_certified_impossibility(name):
    qnn = IMPOSSIBLE[name]
    with pytest.raises(UnreachableError, match="cos or sin is unreachable") as caught:
        theorem_2(qnn)
    result = caught.value.result
    wanted = {(axis, k) for axis, degree in enumerate(qnn.degrees) for k in range(1, degree + 1)}
    found = {(axis, (e + 1) // 2) for target in result.targets for ((e,), axis) in [_only(target)]}
    assert found == wanted  # every frequency of every angle
    assert check(unreachable_certificate(result)).status == "VERIFIED"


def _only(target):
    """The basis index and the angle of a target in one angle."""
    ((index, value),) = target.terms()
    assert value == 1
    (axis,) = [k for k, e in enumerate(index) if e]
    return (index[axis],), axis


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_relations_hold_between_the_operators(name):
    """Recomputed from the expansion: Σ x_e A_e = 0, and the target does not respect it."""
    qnn = IMPOSSIBLE[name]
    with pytest.raises(UnreachableError) as caught:
        theorem_2(qnn)
    table = expand(qnn)
    for target, relation in zip(
        caught.value.result.targets, caught.value.result.relations, strict=True
    ):
        total = None
        for index, x in relation.items():
            part = table.operator(index) * x
            total = part if total is None else total + part
        assert not len(total)
        assert sum(x * target.coefficient(index) for index, x in relation.items()) != 0


def test_a_target_that_the_relations_respect_is_reachable_all_the_same():
    """Two gates that do the same: A_11 = -A_22, so cos(φ1 + φ2) is reachable and cos φ1 cos φ2 is
    not.
    """
    twice = QNN(["Z", "Z"], "Y")
    both = TrigPoly.from_terms({"11": 1, "22": -1})
    (matrix,) = Equation18(twice).solve([both])
    assert matrix.trace() == 0
    one = Target(1, (Wave(0, 1, 0), Wave(1, 1, 0)))
    with pytest.raises(UnreachableError, match="A_11 \\+ A_22 = 0"):
        realise(twice, [one])


def test_linked_traps_give_theorem_2():
    made = linked_theorem_2(HALF)
    used, landscape = made.construction, made.landscape
    assert (landscape.count, landscape.spurious) == (4, 3)
    certificate = vertex_certificate(used.qnn, used.dataset, used.parts, landscape, "theorem-2")
    assert check(certificate).status == "VERIFIED"
    certificate["statement"] = "parity-family"
    assert check(certificate).status == "VERIFIED"
    assert (
        check(loss_certificate(used.qnn, used.dataset, used.parts, used.loss())).status
        == "VERIFIED"
    )


def test_values_of_linked_traps_are_sums_over_odd_parities():
    qnn = QNN(["ZII", "IZI", "IIZ"], "YYY + YII + YYI")
    made = linked_theorem_2(qnn)
    links = find_links(qnn, made.star)
    assert [link.carrier for link in links] == [(), (0,), (0, 1)]
    breaking = [target.scale for target in made.construction.targets[3:]]
    kappa, m = made.construction.kappa, len(made.construction.dataset)
    for vertex in made.landscape.vertices:
        odd = [s < 0 for s in parities(links, vertex.signs)]
        assert (
            vertex.value
            == sum(4 * (b * kappa) ** 2 for b, is_odd in zip(breaking, odd, strict=True) if is_odd)
            / m
        )
        assert vertex.is_minimum


def test_where_no_angle_has_a_link_the_relations_say_why():
    with pytest.raises(UnreachableError) as caught:
        linked_theorem_2(QNN(["ZI", "IZ"], "YY"))
    assert len(caught.value.result.relations) == 2


def test_parities_need_only_their_own_residuals():
    """cos φ1 cos φ2 is reachable on this network, cos φ2 is not."""
    star = read_star(None, 2)
    with pytest.raises(UnreachableError):
        parity_family(HALF, {(0, 1): "1/2"}, star)  # S_0 asks for sin φ2 alone
    both = Target(1, (Wave(0, 1, 0), Wave(1, 1, 0)))
    made = realise(HALF, [sine(star, 0), both])
    assert made.loss() == made.closed_form()


def test_the_loss_is_that_of_the_whole_network():
    """The residuals recomputed from states and labels are κ times the targets."""
    for qnn in (HALF, SHARED, paper_experiment(2), random_network(4, 2, seed=5)):
        used = theorem_2(qnn).construction
        assert used.loss() == used.closed_form()


def test_what_is_no_network_is_refused():
    with pytest.raises(InputError, match=r"QNN\(generators, observable\)"):
        theorem_2("Z")
