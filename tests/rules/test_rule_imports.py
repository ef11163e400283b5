"""Import rules of design.md, by reading the source."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import symqnn

PACKAGE = Path(symqnn.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
PARALLEL = ("landscape", "roots", "construction", "haar", "training", "minimum")
RANK = {
    "errors": 0, "status": 0, "algebra": 1, "model": 2, "expansion": 3, "univariate": 4,
    "independence": 4, "analysis": 4, "loss": 5, **dict.fromkeys(PARALLEL, 6), "certificate": 7,
    "statements": 8, "formal": 8, "experiments": 9, "report": 10, "commands": 11, "cli": 12,
    "__main__": 13,
}  # fmt: skip
# Exceptions, each with its reason; a stale one fails test_exceptions_are_needed.
ALLOWED = {
    ("cli.py", "checker"),  # `symqnn check` is the checker's own program
}


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Absolute names of everything a file imports, also inside functions."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    package = ("symqnn", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join(package[: len(package) - node.level + 1])
                + (f".{node.module}" if node.module else "")
                if node.level
                else str(node.module)
            )
            yield base
            if base in ("symqnn", ".".join(package)):
                yield from (f"{base}.{alias.name}" for alias in node.names)


def stage_imports(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("symqnn.")}


def violations() -> set[tuple[str, str]]:
    found = set()
    for path in MODULES:
        mine = stage(path)
        if mine == "__init__":
            continue
        for other in stage_imports(path) - {mine}:
            allowed = mine != "checker" and other in RANK and RANK[other] < RANK[mine]
            if not allowed and not (RANK.get(mine) == 0 and RANK.get(other) == 0):
                found.add((path.relative_to(PACKAGE).as_posix(), other))
    return found


def test_every_module_belongs_to_a_known_stage() -> None:
    assert {stage(path) for path in MODULES} <= set(RANK) | {
        "__init__",
        "checker",
        "second_checker",
    }


def test_a_stage_imports_only_stages_to_its_left() -> None:
    assert violations() - ALLOWED == set()


def test_exceptions_are_needed() -> None:
    assert ALLOWED - violations() == set()


def test_the_rule_sees_imports() -> None:
    """The reader of imports is not blind: known edges are found."""
    assert "algebra" in stage_imports(PACKAGE / "expansion" / "layer.py")
    assert {"certificate", "statements"} <= stage_imports(PACKAGE / "report" / "directory.py")
    assert "statements" in stage_imports(PACKAGE / "commands" / "verify.py")


@pytest.mark.parametrize(
    "path", [path for path in MODULES if stage(path) == "checker"], ids=lambda path: path.stem
)
def test_checker_uses_the_standard_library_and_itself(path: Path) -> None:
    for name in imports(path):
        assert (
            name.partition(".")[0] in sys.stdlib_module_names
            or name.startswith("symqnn.checker")
            or name == "symqnn.checker"
        ), name
    for node in ast.walk(ast.parse(path.read_text())):
        assert not isinstance(node, ast.Assert)
        if isinstance(node, ast.Name):
            assert node.id not in ("eval", "exec", "compile", "__import__")


def test_optional_packages_are_imported_where_used_only() -> None:
    """No module imports an extra at its top level, outside the importers that need it."""
    extras = {
        "qiskit",
        "openqasm3",
        "matplotlib",
        "scipy",
        "sklearn",
        "torch",
        "dask",
        "distributed",
        "pennylane",
        "cirq",
        "jsonschema",
    }
    extras |= {"hypothesis", "pytest", "clarabel"}
    for path in MODULES:
        # qasm_reader.py, qiskit_circuit.py, …: loaded by name only, when a circuit is read
        allowed = path.stem.split("_")[0]
        if "importers" in path.parts and allowed in (
            "qasm",
            "expressions",
            "qiskit",
            "cirq",
            "pennylane",
            "pytket",
        ):
            continue
        for node in ast.parse(path.read_text()).body:
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [str(node.module)]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not {name.partition(".")[0] for name in names} & extras, path
