"""An exchange of angles that leaves a polynomial as it is: the reflection of a chain or a ring, for
instance.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.minimum.basis import Index

MAX_STEPS = 20_000


def exchanged(index: Index, mirror: Sequence[int]) -> Index:
    """The index after angles are exchanged in pairs.

    Example:
        >>> exchanged((1, 0, 2), (2, 1, 0))
        (2, 0, 1)
    """
    return tuple(index[axis] for axis in mirror)


def mirror_of(poly: TrigPoly) -> tuple[int, ...] | None:
    """A permutation of the angles of order two under which the polynomial does not change; None
    where none was found.

    Example:
        >>> mirror_of(TrigPoly.from_terms({"110": 1, "011": 1, "100": 2, "001": 2}))
        (2, 1, 0)
        >>> mirror_of(TrigPoly.from_terms({"10": 1, "01": 2})) is None
        True
    """
    return _Search(poly).found()


class _Search:
    """Angles are given partners one after the other; terms that lie in the angles that have one
    must be exchanged among themselves.
    """

    def __init__(self, poly: TrigPoly) -> None:
        self.angles, self.terms = poly.angles, dict(poly.terms())
        self.looks = [_look(self.terms, axis) for axis in range(self.angles)]
        self.steps = 0

    def found(self) -> tuple[int, ...] | None:
        return self._extended({})

    def _extended(self, partner: dict[int, int]) -> tuple[int, ...] | None:
        self.steps += 1
        if self.steps > MAX_STEPS or not self._consistent(partner):
            return None
        free = [axis for axis in range(self.angles) if axis not in partner]
        if not free:
            whole = tuple(partner[axis] for axis in range(self.angles))
            return whole if any(axis != other for axis, other in enumerate(whole)) else None
        axis = free[0]
        for other in (*free[1:], axis):
            if self.looks[other] == self.looks[axis]:
                result = self._extended({**partner, axis: other, other: axis})
                if result is not None:
                    return result
        return None

    def _consistent(self, partner: dict[int, int]) -> bool:
        for index, value in self.terms.items():
            if all(axis in partner for axis, e in enumerate(index) if e):
                image = [0] * self.angles
                for axis, e in enumerate(index):
                    if e:
                        image[partner[axis]] = e
                if self.terms.get(tuple(image)) != value:
                    return False
        return True


def _look(terms: dict[Index, Fraction], axis: int) -> list[tuple[int, list[int], Fraction]]:
    """What an angle looks like from afar: of each term in which it occurs, its digit, the other
    digits in order, the coefficient.
    """
    return sorted(
        (index[axis], sorted(index[:axis] + index[axis + 1 :]), value)
        for index, value in terms.items()
        if index[axis]
    )
