"""Counts by systems outside Python, called as programs and never imported: Singular."""

from __future__ import annotations

import shutil
import subprocess

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError, MissingExtraError, SizeError
from symqnn.landscape.export import to_singular
from symqnn.landscape.system import circle_system

PRIME = 2147483029


def complex_solutions_modulo(poly: TrigPoly, prime: int = PRIME, timeout: float = 600.0) -> int:
    r"""Number of solutions of Paper Eqn 28 with multiplicity, over the algebraic closure of F_q, by
    a Gröbner basis in Singular.

    :math:`\dim F_q[c,s]/(g_1,\dots,g_p,\,c_l^2+s_l^2-1)`. It equals the number over C for all but
    finitely many primes; agreement of two primes is strong evidence, not proof. Measured: p = 2 in
    0.02 s, p = 3 in 0.6 s.

    Raises:
        MissingExtraError: Singular is not installed; SizeError: no answer within ``timeout``
            seconds;
        InputError: infinitely many solutions modulo the prime.
    """
    program = shutil.which("Singular")
    if program is None:
        raise MissingExtraError(
            "Singular is not installed; on Debian or Ubuntu: apt-get install singular-ui."
        )
    try:
        done = subprocess.run(
            [program, "-q"],
            input=to_singular(circle_system(poly), prime),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SizeError(
            f"Singular gave no Gröbner basis of {2 * poly.angles} equations within {timeout:g} "
            "s; raise timeout or lower p."
        ) from None
    words = done.stdout.split()
    count = int(words[-1]) if words and words[-1].lstrip("-").isdigit() else -1
    if count < 0:
        raise InputError(
            f"the critical equations have infinitely many solutions modulo {prime} (Singular: "
            f"{' '.join(words)[-80:]!r})."
        )
    return count
