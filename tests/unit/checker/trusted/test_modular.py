"""The field F_q of a certificate: every wrong modulus and root is refused by its own reason."""

import pytest
import sympy

from symqnn.checker.trusted.modular import is_prime, read_field
from symqnn.checker.trusted.reading import Node
from symqnn.checker.trusted.verdict import Rejected

Q = 2147483629  # 1 modulo 4
ROOT = next(pow(a, (Q - 1) // 4, Q) for a in (2, 3, 5, 7) if pow(a, (Q - 1) // 2, Q) == Q - 1)


def test_primes() -> None:
    assert [n for n in range(-3, 400) if is_prime(n)] == list(sympy.primerange(400))
    assert is_prime(Q) and not is_prime(3 * 65539)


def test_a_root_of_minus_one() -> None:
    assert read_field(Node(str(Q)), Node(str(ROOT)), 12) == (Q, ROOT)


@pytest.mark.parametrize(
    ("modulus", "root", "denominator", "reason"),
    [
        (2**16, 1, 1, "between"),
        (2**31 + 1, 1, 1, "between"),
        (Q - 2, 1, 1, "1 modulo 4"),
        (65537 + 4, 1, 1, "not a prime"),
        (Q, ROOT, 3 * Q, "denominator"),
        (Q, ROOT + 1, 1, "square root of -1"),
        (Q, ROOT + Q, 1, "square root of -1"),
    ],
)
def test_what_is_refused(modulus: int, root: int, denominator: int, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        read_field(Node(str(modulus)), Node(str(root)), denominator)
