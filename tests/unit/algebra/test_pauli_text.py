"""The grammar of Pauli text, and where it breaks."""

import subprocess
import sys
from fractions import Fraction

import pytest

from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.pauli_text import parse_factors
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.errors import InputError, SizeError, SymqnnError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ZI", {"ZI": 1}),
        ("1/2*XX + 3*ZI", {"XX": Fraction(1, 2), "ZI": 3}),
        ("1/2XX+3ZI", {"XX": Fraction(1, 2), "ZI": 3}),
        ("-X", {"X": -1}),
        ("+X", {"X": 1}),
        ("- 2 / 3 * X - Y", {"X": Fraction(-2, 3), "Y": -1}),
        ("(Y+I)(Y+I)", {"YY": 1, "YI": 1, "IY": 1, "II": 1}),
        ("(Y+I)^2", {"YY": 1, "YI": 1, "IY": 1, "II": 1}),
        ("-Z(X+2*Z)", {"ZX": -1, "ZZ": -2}),
        ("2*(X-(Y-Z))", {"X": 2, "Y": -2, "Z": 2}),
        ("XY^3", {"XYXYXY": 1}),
        ("X + X", {"X": 2}),
        ("((X))", {"X": 1}),
        ("X\n+ Y", {"X": 1, "Y": 1}),
    ],
)
def test_texts(text: str, expected: dict[str, Fraction]) -> None:
    assert dict(PauliSum.from_text(text).terms()) == expected


def test_products_stay_apart() -> None:
    assert len(parse_factors("(Y+I)^64")) == 64
    assert TensorProduct.from_text("(Y+I)^64").qubits == 64
    assert parse_factors("2*(Y+I)(X+I)")[0] == {"Y": 2, "I": 2}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Q",
        "x",
        "XX+Z",
        "X+",
        "X*Y",
        "(X",
        "X)",
        "()",
        "X^0",
        "X^5000",
        "X^",
        "X^X",
        "3",
        "1/0*X",
        "X--Y",
        "1/2/3*X",
        "X;",
        "os.system('x')",
        "X^-1",
        "0",
    ],
)
def test_malformed_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="Pauli text"):
        PauliSum.from_text(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5*X", "1/2"), ("1.5X", "3/2"), (".25*X", "1/4"), ("1e2*X", "100"),
        ("1e-4*X", "1/10000"), ("3.*X", "3"),
        ("1.05237325*X", "4209493/4000000"), ("0.39793742 * X", "19896871/50000000"),
        ("0.5/3*X", "1/6"),
    ],
)  # fmt: skip
def test_a_decimal_text_is_an_exact_number(text: str, value: str) -> None:
    assert PauliSum.from_text(text) == PauliSum.from_words({"X": Fraction(value)})
    assert PauliSum.from_text(f"Z - {text}") == PauliSum.from_words({"Z": 1, "X": -Fraction(value)})


@pytest.mark.parametrize(
    "text", ["1.2.3*X", "1e*X", "1e1000*X", ".*X", "0.5/0.5*X", "nan*X", "1_0*X"]
)
def test_malformed_decimals(text: str) -> None:
    with pytest.raises(InputError, match="Pauli text"):
        PauliSum.from_text(text)


def test_place_of_the_error_is_shown() -> None:
    with pytest.raises(InputError, match="⟨here⟩"):
        PauliSum.from_text("XX + 2*QQ")


def test_sizes_are_refused_before_they_are_built() -> None:
    with pytest.raises(SizeError, match=r"keep it factored"):
        PauliSum.from_text("(Y+I)^64")
    with pytest.raises(SizeError, match="multiplies out"):
        PauliSum.from_text("(Y+I)^40 + " + "X" * 40)
    with pytest.raises(InputError, match="1000001 characters"):
        PauliSum.from_text("X" * 1_000_001)
    with pytest.raises(InputError, match="nested"):
        PauliSum.from_text("(" * 60 + "X" + ")" * 60)
    with pytest.raises(InputError):
        PauliSum.from_text("7" * 9000 + "*X")
    with pytest.raises(InputError):
        PauliSum.from_text("7" * 5000 + "*X")


def test_large_exponent_does_not_hang() -> None:
    text = "1e999999999*X"
    imports = "from symqnn.algebra.pauli import PauliSum\nfrom symqnn.errors import SymqnnError"
    code = f"{imports}\ntry: PauliSum.from_text({text!r})\nexcept SymqnnError: print('refused')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=4, check=False
    )
    assert done.stdout == "refused\n"


def test_count_with_leading_zeros() -> None:
    with pytest.raises(InputError, match="count"):
        parse_factors("X^00000050000")


@pytest.mark.parametrize("value", [None, 5, b"X", ["X"]])
def test_text_of_another_type(value: object) -> None:
    with pytest.raises(SymqnnError):
        PauliSum.from_text(value)  # type: ignore[arg-type]
