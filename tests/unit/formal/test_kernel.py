"""Exported certificates before Coq's kernel and the extracted checker: only the true ones pass."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from symqnn.cli import main

PROOFS = Path(__file__).resolve().parents[3] / "proofs"
LARGEST_BLOCK = 3  # with four angles finding and checking a subdivision takes minutes


def listed(name: str) -> list[dict[str, list[object]]]:
    """The blocks of a shipped certificate of theorem_7, none if it is not a list."""
    certificate = json.loads((PROOFS / f"theorem_7/{name}.certificate.json").read_text())
    return certificate["witness"]["blocks"] if certificate["kind"] == "critical-points" else []


def names() -> list[str]:
    """The shipped certificates of theorem_7."""
    paths = sorted((PROOFS / "theorem_7").glob("*.certificate.json"))
    return [path.name.removesuffix(".certificate.json") for path in paths]


def by_sturm() -> list[str]:
    """The shipped lists of which a block is counted by Sturm's theorem, so without boxes."""
    return [name for name in names() if any("intervals" in block for block in listed(name))]


def lists() -> list[str]:
    """The shipped lists with boxes and at most three angles a block."""
    boxed = [name for name in names() if listed(name) and name not in by_sturm()]
    return [n for n in boxed if max(len(b["angles"]) for b in listed(n)) <= LARGEST_BLOCK]


def export(name: str, path: Path, *options: str) -> str:
    assert (
        main(["export-coq", str(PROOFS / f"{name}.certificate.json"), "--out", str(path), *options])
        == 0
    )
    return path.read_text()


def kernel(formal: Path, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["coqc", "-q", "-w", "none", "-Q", str(formal), "SymQNN", path.name],
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def change(text: str, start: str, pattern: str) -> str:
    """The text with the first digit changed that the pattern finds after a place."""
    place = text.index(start)
    digit = re.compile(pattern).search(text, place)
    assert digit
    position = digit.end() - 1
    return text[:position] + str((int(text[position]) + 1) % 10) + text[position + 1 :]


ACCEPTED = [
    "definition_1/product_p2",
    "definition_1/random_p2_d4",
    "definition_1/random_p3_d6",
    "definition_1/random_p4_d12",
    "equation_11/product_p2",
    "equation_11/random_p2_d4",
    "equation_11/hardware_efficient",
    "theorem_7/latin_p2",
    "theorem_7/product_p2",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", ACCEPTED)
def test_the_kernel_accepts(formal: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "accepted.v"
    text = export(name, path)
    done = kernel(formal, path)
    assert done.returncode == 0, done.stderr[-1000:]
    # networks need no assumption at all, lists those of the real numbers
    assert done.stdout.count("Closed under the global context") == (
        0 if "critical_points" in text else 1
    )


CHANGED = [  # what is changed, where, and how it is found
    ("definition_1/product_p2", "Definition generators", r'"ZI"%string, \d'),
    ("definition_1/product_p2", "Definition observable", r'"Y"%string, \d'),
    ("definition_1/random_p2_d4", "Definition generators", r"\(-\d"),
    ("definition_1/random_p2_d4", "Definition witness", r"[1-9]\d"),
    ("definition_1/random_p3_d6", "Definition observable", r"\(-\d"),
    ("definition_1/random_p3_d6", "Definition witness", r"[1-9]\d"),
    ("definition_1/random_p3_d6", "Proof", r"dimension \d"),
    ("equation_11/random_p2_d4", "Definition operators_listed", r"\(\d"),
    ("equation_11/random_p2_d4", "Definition operators_listed", r"Gauss \d"),
    ("equation_11/product_p2", "Definition operators_listed", r'"Y\w"%string, \d'),
    ("theorem_7/latin_p2", "Definition loss_0", r"%nat, -?\d"),
    ("theorem_7/random_network_p2", "Definition loss_0", r"\(\[\d"),
    ("theorem_7/latin_p2", "Definition points_0", r"\] \d+(?=[\];])"),
    ("theorem_7/latin_p2", "Definition points_0", r"Listed \[(?:0; )?\d(?=\d{10})"),
    ("theorem_7/latin_p2", "Definition subdivision_0", r"Home \d"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "start", "pattern"), CHANGED)
def test_the_kernel_refuses_one_changed_digit(
    formal: Path, tmp_path: Path, name: str, start: str, pattern: str
) -> None:
    path = tmp_path / "changed.v"
    text = export(name, path)
    path.write_text(change(text, start, pattern))
    assert path.read_text() != text
    done = kernel(formal, path)
    assert done.returncode != 0
    assert "Error" in done.stderr


def extracted(formal: Path, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(formal / "extracted" / "check_list"), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--words", "--charts"])
@pytest.mark.parametrize("name", lists())
def test_the_extracted_checker_accepts_the_shipped_lists(
    formal: Path, tmp_path: Path, name: str, option: str
) -> None:
    path = tmp_path / "list.words"
    export(f"theorem_7/{name}", path, option)
    done = extracted(formal, path)
    blocks = json.loads((PROOFS / f"theorem_7/{name}.certificate.json").read_text())["witness"][
        "blocks"
    ]
    assert (done.returncode, done.stdout.count("COMPLETE:")) == (0, len(blocks)), done.stdout
    # with one block and no multiples the claim's numbers by index are those of the line
    if len(blocks) == 1 and set(blocks[0]["multiples"]) == {1}:
        claim = json.loads((PROOFS / f"theorem_7/{name}.certificate.json").read_text())["claim"]
        assert f"by index {', '.join(claim['by_index'])} " in done.stdout
    for block, line in zip(blocks, done.stdout.splitlines(), strict=True):
        assert f": {len(block['roots'])} critical points in a period" in line


@pytest.mark.slow
def test_the_extracted_checker_refuses_changed_lists(formal: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.words"
    good = export("theorem_7/random_network_p2", path, "--words").splitlines()
    homes = [k for k, line in enumerate(good) if line.startswith("home")]
    empties = [k for k, line in enumerate(good) if line.startswith("empty")]
    number = next(k for k, line in enumerate(good) if line == "8")
    index = number + 4  # four lines a point: place and widths, preconditioner, congruence, index
    coefficient = next(k for k, line in enumerate(good) if len(line.split()) == 3 and k > 3)

    def changed(position: int, line: str) -> list[str]:
        return [*good[:position], line, *good[position + 1 :]]

    first, *rest = good[number + 1].split()
    forged = {
        "another index": changed(index, str((int(good[index]) + 1) % 3)),
        "a moved centre": changed(number + 1, " ".join([str(int(first) + 2**40), *rest])),
        "a box with a root called empty": changed(homes[0], "empty 1 0"),
        "a box in the cube of another root": changed(
            homes[0], f"home {(int(good[homes[0]].split()[1]) + 1) % 8}"
        ),
        "a root that is not listed": changed(homes[0], "home 8"),
        "a vector that shows nothing": changed(empties[0], "empty 0 0"),
        "another polynomial": changed(coefficient, " ".join([*good[coefficient].split()[:2], "7"])),
    }
    for name, lines in forged.items():
        path.write_text("\n".join(lines) + "\n")
        done = extracted(formal, path)
        assert (done.returncode, done.stdout.startswith("NOT SHOWN")) == (1, True), (
            name,
            done.stdout,
        )
    for text in ("", "nonsense\n", "\n".join(good[:-1]) + "\n", "\n".join([*good, "5"]) + "\n"):
        path.write_text(text)
        assert extracted(formal, path).returncode == 2


@pytest.mark.slow
def test_the_extracted_checker_refuses_changed_charts(formal: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.words"
    good = export("theorem_7/random_network_p2", path, "--charts").splitlines()
    roots = [k for k, line in enumerate(good) if line.startswith("root")]
    empties = [k for k, line in enumerate(good) if line.startswith("empty")]
    splits = [k for k, line in enumerate(good) if line.startswith("split")]
    number = next(k for k, line in enumerate(good) if line == "8")
    point, index = number + 1, number + 5  # place, denominator, two matrices, index
    signs = good[point].split()

    def changed(position: int, line: str) -> list[str]:
        return [*good[:position], line, *good[position + 1 :]]

    def other(position: int, word: int, text: str) -> list[str]:
        words = good[position].split()
        return changed(position, " ".join([*words[:word], text, *words[word + 1 :]]))

    missing = [*good[: number + 1], *good[number + 6 :]]  # a point less, its box called empty
    missing[number] = "7"
    forged = {
        "another index": changed(index, str((int(good[index]) + 1) % 3)),
        "a moved point": other(point, 2, str(int(signs[2]) + 2**30)),
        "a point in the opposite chart": other(point, 0, str(-int(signs[0]))),
        "a reach below the radius": other(point, 6, "1"),
        "a box with a root called empty": changed(roots[0], "empty 1 0"),
        "a box that holds another root": other(
            roots[0], 1, str(int(good[roots[0]].split()[1]) + 1)
        ),
        "a root that is not listed": other(roots[0], 1, "8"),
        "rows that show nothing": changed(roots[0], "root 0 0 0 0 0"),
        "weights that show nothing": changed(empties[0], "empty 0 0"),
        "an angle that is not there": changed(splits[0], "split 2"),
        "a degree too low": changed(3, "2 4"),
        "another polynomial": other(5, 2, "7"),
        "two equal points": [
            *good[: number + 6],
            *good[number + 1 : number + 6],
            *good[number + 11 :],
        ],
        "a point less": missing,
    }
    for name, lines in forged.items():
        path.write_text("\n".join(lines) + "\n")
        done = extracted(formal, path)
        assert (done.returncode, done.stdout.startswith("NOT SHOWN")) == (1, True), (
            name,
            done.stdout,
        )
    for text in ("charts\n", "\n".join(good[:-1]) + "\n", "\n".join([*good, "5"]) + "\n"):
        path.write_text(text)
        assert extracted(formal, path).returncode == 2


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--words", "--charts"])
def test_a_list_by_sturm_is_not_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    assert by_sturm() == ["near_degenerate_p1"]
    path = PROOFS / "theorem_7/near_degenerate_p1.certificate.json"
    assert main(["export-coq", str(path), "--out", str(tmp_path / "list.words"), option]) == 2
    assert "Sturm" in capsys.readouterr().err
