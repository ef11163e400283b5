"""Public names stay what they are, whatever was imported before."""

import subprocess
import sys

import symqnn

ORDERS = (
    "from symqnn import loss",
    "from symqnn import critical_points, theorem_2; from symqnn import loss",
    "import symqnn.loss.training; from symqnn import loss",
    "from symqnn.loss.squares import *; import symqnn; loss = symqnn.loss",
)


def test_the_stage_loss_does_not_hide_the_function() -> None:
    for order in ORDERS:
        code = (
            f"{order}\nassert loss.__module__ == 'symqnn.loss.training' and loss.__name__ == "
            "'loss', loss"
        )
        subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    assert [name for name in symqnn.__all__ if not hasattr(symqnn, name)] == []
