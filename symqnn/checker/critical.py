"""Kind critical-points: the complete list of real critical points of a loss on the torus, each enclosed, with its Morse index.

The loss is a constant plus summands in disjoint sets of angles (blocks); its critical points are the products of those of the
summands. In each block the torus is subdivided into boxes: every box is empty (Taylor) or lies in a cube in which exactly
one critical point is (Krawczyk), and these are pairwise different.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from .loss import read_loss
from .losses import Terms, counts_of, read_partition, shortened
from .reading import DIGITS, Node, show
from .torus import BITS, FRACTION, TURN, Index, Torus, negative_eigenvalues
from .verdict import Unsupported

STATEMENTS = ("theorem-7",)
TESTS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAX_LEVEL = 40
TWO_PI_BELOW = Fraction(157, 25)
BLOCK = ("angles", "multiples", "roots", "tree", "leaves")


@dataclass(frozen=True)
class Root:
    """A critical point: the only one within `radius` (radians, each angle) of the centre, and within `tight` of it."""

    centre: Index
    radius: Fraction
    tight: Fraction
    index: int
    value: tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Found:
    """What was verified of one block; `copies` points of the torus lie over each point after shortening the periods."""

    roots: list[Root]
    copies: int
    boxes: int


def contraction(torus: Torus, jet: dict[Index, int], scale: int, y: list[list[Fraction]]) -> tuple[Fraction, ...]:
    """a_0, a_1, a_2 and w of Krawczyk's test: on the cube of radius rho, |I - Y H| <= a_0 + a_1 rho + a_2 rho^2; |Y g(c)| <= w.

    Every Hessian on the cube differs from the one at c by at most sum_k |T_ijk| rho + (rho^2/2) sum_k |L_k| k_i k_j |k|_1^2.
    """
    p, error = torus.angles, Fraction(torus.error, scale)
    d = {orders: Fraction(value, scale) for orders, value in jet.items()}
    second = [[d[key] for key in row] for row in torus.second]
    third = [[d[key] for key in row] for row in torus.third]
    unit = scale >> FRACTION * p
    quartic = [Fraction(sum(a * k[i] * sum(k) ** 3 for k, a in torus.amplitudes.items()), unit << 33) for i in range(p)]
    rows = []
    for i, row in enumerate(y):
        size = sum(map(abs, row), Fraction(0))
        rows.append((
            sum(abs((i == j) - dot(row, column)) for j, column in enumerate(zip(*second, strict=True))) + p * size * error,
            sum(abs(dot(row, column)) for column in zip(*third, strict=True)) + p * p * size * error,
            sum((abs(x) * z for x, z in zip(row, quartic, strict=True)), Fraction(0)),
            abs(dot(row, tuple(d[key] for key in torus.units))) + size * error))
    return tuple(max(column) for column in zip(*rows, strict=True))


def dot(left: list[Fraction], right: tuple[Fraction, ...]) -> Fraction:
    """Scalar product."""
    return sum((x * y for x, y in zip(left, right, strict=True)), Fraction(0))


def verify_root(node: Node, torus: Torus, denominator: int) -> Root:
    """Krawczyk's test on the cube X of radius rho around the centre c, with the preconditioner Y.

    On X, |I - Y H| <= q (row sums); w = |Y g(c)|. If q < 1 and w/(1-q) < rho, then x - Y g(x) maps X into its interior and
    contracts there: it has exactly one fixed point in X, within w/(1-q) of c, the only zero of g because Y is nonsingular.
    No Hessian on X, nor the one at c as evaluated, is singular, so all have the same inertia.
    """
    centre_node, radius_node, rows, index = node.fields("centre", "radius", "preconditioner", "index")
    p = torus.angles
    centre = centre_node.integers(p)
    if not all(0 <= n < TURN for n in centre):
        raise centre_node.reject(f"not in [0, 2^{BITS})")
    radius = Fraction(radius_node.integer(), 2**20)
    if not 0 < radius <= 3:
        raise radius_node.reject("not in (0, 3] radians")
    y = [[value.rational() for value in row.elements(p)] for row in rows.elements(p)]
    jet, scale = torus.derivatives(centre), denominator << FRACTION * p
    a0, a1, a2, w = contraction(torus, jet, scale, y)
    q = a0 + a1 * radius + a2 * radius**2
    if q >= 1:
        raise node.reject("Krawczyk's test fails: no contraction on the cube")
    tight = round_up(w / (1 - q))
    if tight >= radius:
        raise node.reject("Krawczyk's test fails: the cube is not mapped into its interior")
    if negative_eigenvalues([[jet[key] for key in row] for row in torus.second]) != index.count():
        raise index.reject("not the Morse index")
    # the gradient vanishes at the root: |L(c) - L(root)| <= (1/2) sum |L_k| (|k|_1 tight)^2
    spread = Fraction(sum(a * sum(k) ** 2 for k, a in torus.amplitudes.items()), denominator << 33) * tight**2
    spread += Fraction(torus.error, scale)
    value = Fraction(jet[(0,) * p], scale)
    return Root(centre, radius, tight, index.count(), (value - spread, value + spread))


def round_up(value: Fraction) -> Fraction:
    """A slightly larger number with a small denominator."""
    return Fraction((value.numerator << 60) // value.denominator + 1, 1 << 60)


def gap(left: int, right: int) -> int:
    """Distance on the circle of TURN points."""
    apart = (left - right) % TURN
    return min(apart, TURN - apart)


def verify_tree(node: Node, leaves: Node, torus: Torus, roots: list[Root]) -> int:
    """Follow the subdivision of [0, 1]^p turns; every box at its end is settled. Returns the number of these boxes."""
    p, text, settled = torus.angles, node.text(), 0
    homes = list(reversed(counts_of(leaves)))
    stack = [((TURN // 2,) * p, (0,) * p)]
    for place, letter in enumerate(text):
        if not stack:
            raise node.reject(f"goes on at position {place} after every box is settled")
        centre, levels = stack.pop()
        if letter in DIGITS[:p]:
            angle = int(letter)
            if levels[angle] == MAX_LEVEL:
                raise Unsupported(node.place(), f"a box of less than 2^-{MAX_LEVEL} turns")
            below = (*levels[:angle], levels[angle] + 1, *levels[angle + 1 :])
            step = TURN >> (levels[angle] + 2)
            for sign in (1, -1):  # the lower half comes first, so it is put on top
                stack.append(((*centre[:angle], centre[angle] + sign * step, *centre[angle + 1 :]), below))
            continue
        settled += 1
        if letter == "*":
            if not homes or homes[-1] >= len(roots):
                raise leaves.reject(f"no root is named for the box at position {place} of the tree")
            root = roots[homes.pop()]
            for angle in range(p):
                reach = gap(centre[angle], root.centre[angle]) + (TURN >> (levels[angle] + 1))
                if 710 * reach * root.radius.denominator > 113 * TURN * root.radius.numerator:  # 710/113 > 2 pi
                    raise node.reject(f"the box at position {place} is not inside the cube of its root")
            continue
        if letter not in TESTS[:p] + TESTS[26 : 26 + p]:
            raise node.reject(f"{show(letter)} at position {place} is no step")
        if not torus.is_empty(centre, levels, TESTS.index(letter) % 26 + p * letter.isupper()):
            raise node.reject(f"the box at position {place} is not shown to be empty")
    if stack:
        raise node.reject(f"ends before every box is settled: {len(stack)} are left")
    if homes:
        raise leaves.reject("more entries than boxes with a root")
    return settled


def verify_distinct(node: Node, roots: list[Root]) -> None:
    """The tight cubes are disjoint on the torus; 157/25 < 2 pi."""
    widest = max((root.tight for root in roots), default=Fraction(0))
    near = int(2 * widest * TURN / TWO_PI_BELOW) + 1
    order = sorted(range(len(roots)), key=lambda k: roots[k].centre)
    queue = [(roots[k].centre[0], k) for k in order]
    queue += [(n + TURN, k) for n, k in queue if n <= near]
    for place, (n, k) in enumerate(queue):
        for m, other in queue[place + 1 :]:
            if m - n > near:
                break
            apart = max(gap(a, b) for a, b in zip(roots[k].centre, roots[other].centre, strict=True))
            if k == other or apart * TWO_PI_BELOW <= (roots[k].tight + roots[other].tight) * TURN:
                raise node.reject(f"roots {k} and {other} are not told apart")


def verify_block(node: Node, angles: Index, loss: Terms) -> Found:
    """All critical points of one summand."""
    _, multiples, root_nodes, tree, leaves = node.fields(*BLOCK)
    terms, copies = shortened(multiples, angles, loss)
    denominator = lcm(*(value.denominator for value in terms.values()))
    torus = Torus(len(angles), {index: int(value * denominator) for index, value in terms.items()})
    roots = [verify_root(root, torus, denominator) for root in root_nodes.elements()]
    verify_distinct(root_nodes, roots)
    return Found(roots, copies, verify_tree(tree, leaves, torus, roots))


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Enclose all critical points block by block and compare numbers and least value with the claim."""
    (loss_node,) = instance.fields("loss")
    (blocks_node,) = witness.fields("blocks")
    number, by_index, least, spurious = claim.fields("critical_points", "by_index", "least_value", "spurious_minima")
    p, loss = read_loss(loss_node)
    partition = [counts_of(element.fields(*BLOCK)[0]) for element in blocks_node.elements()]
    read_partition(blocks_node, partition, p, loss)
    found = [verify_block(node, part, loss) for node, part in zip(blocks_node.elements(), partition, strict=True)]
    counts, lower, upper, minimal = [1], loss.get((0,) * p, Fraction(0)), loss.get((0,) * p, Fraction(0)), 1
    for part, angles in zip(found, partition, strict=True):
        row = [part.copies * sum(root.index == k for root in part.roots) for k in range(len(angles) + 1)]
        counts = [sum(counts[i] * row[k - i] for i in range(len(counts)) if 0 <= k - i < len(row)) for k in range(len(counts) + len(row) - 1)]
        values = [root.value for root in part.roots if root.index == 0]
        if not values:
            raise blocks_node.reject("a block without a minimum")  # impossible on a torus
        top = min(value[1] for value in values)
        lower, upper = lower + min(value[0] for value in values), upper + top
        minimal *= part.copies * sum(value[0] <= top for value in values)
    if list(by_index.integers(p + 1)) != counts:
        raise by_index.reject(f"not the verified numbers {counts}")
    if number.integer() != sum(counts):
        raise number.reject(f"not the verified number {sum(counts)}")
    low, high = (value.rational() for value in least.elements(2))
    if not low <= lower <= upper <= high:
        raise least.reject("does not contain the verified enclosure of the least value")
    if spurious.integer() != counts[0] - minimal:
        raise spurious.reject(f"not the verified number {counts[0] - minimal}")
    boxes = sum(part.boxes for part in found)
    return (f"{statement}: exactly {sum(counts)} critical points, by index {counts}, all nondegenerate; {counts[0]} local minima, "
            f"at least {counts[0] - minimal} spurious (p = {p}, {boxes} boxes)")
