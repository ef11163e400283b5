"""The field F_q with a square root of -1."""

from math import isqrt

from .reading import Node
from .verdict import BUDGET, remembered


@remembered(64)
def is_prime(number: int) -> bool:
    """Trial division."""
    BUDGET.charge(isqrt(max(number, 0)), "witness.modulus")
    return number > 1 and all(number % divisor for divisor in range(2, isqrt(number) + 1))


def read_field(modulus: Node, root: Node, denominator: int) -> tuple[int, int]:
    """Prime q = 1 mod 4, 2^16 < q < 2^31, and a root of -1 mod q,
    where q does not divide the denominator.
    """
    q, i = modulus.integer(), root.integer()
    if not 2**16 < q < 2**31:
        raise modulus.reject("not between 2^16 and 2^31")
    if q % 4 != 1:
        raise modulus.reject("not 1 modulo 4")
    if not is_prime(q):
        raise modulus.reject("not a prime")
    if denominator % q == 0:
        raise modulus.reject("divides a denominator of the instance")
    if not 0 < i < q or (i * i + 1) % q:
        raise root.reject("not a square root of -1 in the range 1 ... q-1")
    return q, i
