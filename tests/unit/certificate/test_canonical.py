"""Canonical bytes and atomic files."""

import gzip
import json
from fractions import Fraction
from pathlib import Path

import pytest

from symqnn.certificate.canonical import (
    canonical_bytes,
    integer_text,
    rational_text,
    write_atomically,
    write_certificate,
)
from symqnn.errors import InputError


@pytest.mark.parametrize("value", [0, -7, 10**3999, -(10**3999), 10**4000 - 1], ids=int.bit_length)
def test_decimal_integers(value: int) -> None:
    assert int(integer_text(value)) == value
    assert "x" not in integer_text(value)


@pytest.mark.parametrize("value", [10**4000, -(10**4000), 7**9000], ids=int.bit_length)
def test_long_integers_in_hexadecimal(value: int) -> None:
    text = integer_text(value)
    assert text.lstrip("-").startswith("0x")
    assert text == text.lower()
    assert int(text, 16) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(6, 4), "3/2"),
        (Fraction(-1, 3), "-1/3"),
        (Fraction(4, 2), "2"),
        (5, "5"),
        (Fraction(0), "0"),
    ],
)
def test_rationals(value: Fraction | int, text: str) -> None:
    assert rational_text(value) == text


def test_bytes_do_not_depend_on_order() -> None:
    assert (
        canonical_bytes({"b": [1, "θ"], "a": {"y": 0, "x": None}})
        == b'{"a":{"x":null,"y":0},"b":[1,"\\u03b8"]}\n'
    )
    assert canonical_bytes({"a": 1, "b": 2}) == canonical_bytes({"b": 2, "a": 1})
    with pytest.raises(ValueError, match="JSON"):
        canonical_bytes({"a": float("nan")})


def test_files_appear_complete_or_not_at_all(tmp_path: Path) -> None:
    path = write_atomically(tmp_path / "deep" / "file.json", b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o644
    write_atomically(path, b"newer")
    assert path.read_bytes() == b"newer"
    with pytest.raises(TypeError):
        write_atomically(path, "text")  # type: ignore[arg-type]
    assert path.read_bytes() == b"newer"
    assert list(path.parent.iterdir()) == [path]


def test_unwritable_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write_atomically(tmp_path / "file" / "below.json", b"x")
    with pytest.raises(InputError, match="cannot be written"):
        write_atomically(tmp_path / ("x" * 300), b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_nothing_is_left_behind_when_the_target_is_a_directory(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_atomically(tmp_path / "folder", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_large_certificates_are_compressed_without_time(tmp_path: Path) -> None:
    small = write_certificate(tmp_path / "s.certificate.json", {"a": "x"})
    assert small.read_bytes() == b'{"a":"x"}\n'
    large = {"a": "x" * 1_000_000}
    first = write_certificate(tmp_path / "l.certificate.json", large)
    assert first.name == "l.certificate.json.gz"
    content = first.read_bytes()
    assert json.loads(gzip.decompress(content)) == large
    assert content[4:8] == bytes(4)  # no time stamp
    assert (
        write_certificate(tmp_path / "other" / "l.certificate.json", large).read_bytes() == content
    )
