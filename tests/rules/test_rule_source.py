"""Float barrier, sizes, docstrings, forbidden calls, machine paths."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import symqnn

PACKAGE = Path(symqnn.__file__).parent
ROOT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
EXACT = [
    path
    for path in MODULES
    if path.relative_to(PACKAGE).parts[0]
    in ("algebra", "expansion", "independence", "univariate", "certificate", "checker")
]
INEXACT_NAMES = {"float", "complex"}
INEXACT_ATTRIBUTES = {
    "float16",
    "float32",
    "float64",
    "longdouble",
    "complex64",
    "complex128",
    "sin",
    "cos",
    "tan",
    "exp",
    "sqrt",
    "log",
    "pi",
    "e",
    "linalg",
    "isclose",
    "allclose",
}
# function → why floats may pass: numerical by name, or a guard against floats
NUMERICAL = {
    ("algebra/exact.py", "_refuse_inexact"): "recognises floats to refuse them",
    ("algebra/exact.py", "_suggestion"): "recognises floats to refuse them",
    ("algebra/constants.py", "with_constants"): "for search and cross-checks only",
    ("algebra/fixed_angle.py", "within_period"): "for search and cross-checks only",
    ("algebra/matrix.py", "to_numpy"): "for cross-checks only",
    ("algebra/trigpoly.py", "numeric"): "for search and cross-checks only",
    ("algebra/trigpoly.py", "numeric_phases"): "for search and cross-checks only",
    ("algebra/trigpoly.py", "_floats"): "for search and cross-checks only",
    ("algebra/evaluation.py", "values"): "for search and cross-checks only",
    ("algebra/evaluation.py", "waves"): "for search and cross-checks only",
    (
        "algebra/evaluation.py",
        "",
    ): "estimated times, which choose between two ways of adding floats",
    ("algebra/modular.py", "product"): "float64 BLAS with every partial sum below 2^53, tested",
    ("expansion/output.py", "numeric"): "for search and cross-checks only",
    ("expansion/output.py", "evaluate_numeric"): "for cross-checks only",
    ("expansion/output.py", "_matrices_numeric"): "for cross-checks only",
    (
        "certificate/critical.py",
        "least_value",
    ): "takes floats with proved error bounds for exact rationals and widens them",
    ("checker/trusted/reading.py", "show"): "prints what was found in the file",
    ("expansion/layer.py", "derivation_rows"): "serves the numerical evaluation too",
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def with_function(node: ast.AST, function: str = "") -> Iterator[tuple[str, ast.AST]]:
    """All nodes with the name of the function around them."""
    for child in ast.iter_child_nodes(node):
        inner = (
            child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
        )
        yield inner, child
        yield from with_function(child, inner)


def is_inexact(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float | complex)
    if isinstance(node, ast.Name):
        return node.id in INEXACT_NAMES
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return (
            node.value.id in ("np", "numpy", "math", "cmath", "random")
            and node.attr in INEXACT_ATTRIBUTES
        )
    return False


@cache
def inexact_functions() -> set[tuple[str, str]]:
    return {
        (name_of(path), function)
        for path in EXACT
        for function, node in with_function(ast.parse(path.read_text()))
        if is_inexact(node)
    }


def test_float_barrier() -> None:
    assert inexact_functions() - set(NUMERICAL) == set()


def test_exceptions_of_the_float_barrier_are_needed() -> None:
    assert set(NUMERICAL) - inexact_functions() == set()


def test_the_barrier_sees_floats() -> None:
    sample = (
        "def f(x):\n    return float(x) + 0.5\ndef g():\n    return np.float64(1)\ndef "
        "h():\n    return math.sqrt(2)\ndef ok():\n    return 1\n"
    )
    assert {
        function for function, node in with_function(ast.parse(sample)) if is_inexact(node)
    } == {"f", "g", "h"}


def test_float64_products_are_bounded_in_the_source() -> None:
    assert "self.modulus**2 > _EXACT_FLOAT" in (PACKAGE / "algebra" / "modular.py").read_text()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 440


CHECKER = PACKAGE / "checker"
# parts: charts at hand
FOLDERS = {"trusted": ["trusted"], "mathematics": ["trusted", "mathematics", "parts"]}


def lines_of(folder: Path) -> dict[str, int]:
    return {path.stem: len(path.read_text().splitlines()) for path in folder.glob("*.py")}


def test_the_trusted_part_of_the_checker_is_short() -> None:
    """What every check rests on; each kind on top is a module that can be read alone."""
    top, trusted = lines_of(CHECKER), lines_of(CHECKER / "trusted")
    assert sum(trusted.values()) + top["certificate"] <= 1700
    every = [top, trusted, lines_of(CHECKER / "mathematics"), lines_of(CHECKER / "kinds")]
    assert [name for lengths in every for name, length in lengths.items() if length > 400] == []


@pytest.mark.parametrize("folder", sorted(FOLDERS))
def test_the_checker_rests_on_what_is_below(folder: str) -> None:
    """The trusted part uses itself only, mathematics no kind; certificate.py alone calls kinds."""
    for path in (CHECKER / folder).glob("*.py"):
        text = path.read_text()
        assert set(re.findall(r"^ *from \.\.(\w*)[\w.]* import", text, re.MULTILINE)) <= set(
            FOLDERS[folder]
        )


def clauses(tree: ast.AST) -> list[tuple[int, int]]:
    """(line, number of ``for``) of every comprehension."""
    kinds = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    return [
        (node.lineno, len(node.generators)) for node in ast.walk(tree) if isinstance(node, kinds)
    ]


EVERY = sorted(
    path for folder in ("symqnn", "tests", "docs") for path in ROOT.glob(f"{folder}/**/*.py")
)


def test_comprehensions_have_at_most_two_for() -> None:
    assert clauses(ast.parse("[a for b in c for a in b for _ in a]")) == [(1, 3)]
    assert [
        f"{path.relative_to(ROOT)}:{line}: {number}"
        for path in EVERY
        for line, number in clauses(ast.parse(path.read_text()))
        if number > 2
    ] == []


def first_paragraph(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text())) or ""
    return " ".join(said.partition("\n\n")[0].split())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_begins_with_a_sentence(path: Path) -> None:
    """One that says what the module is about: capital letter or a name in code, full stop."""
    said = first_paragraph(path)
    assert re.fullmatch(r"([^a-z\s]|[\w/]+\.[a-zA-Z]+\b|pytket).{10,}[.?:)]", said), said


def test_table_of_contents_is_short() -> None:
    assert len((PACKAGE / "__init__.py").read_text().splitlines()) <= 80


@dataclass(frozen=True)
class Facts:
    """What the rules ask of one module, which is read once.

    Args:
        undocumented: what has no docstring. silent: what raises without saying so. forbidden: names
            used that are not allowed.
    """

    undocumented: tuple[str, ...]
    silent: frozenset[str]
    forbidden: tuple[str, ...]


@cache
def facts(path: Path) -> Facts:
    tree = ast.parse(path.read_text())
    missing, silent = [] if ast.get_docstring(tree) else ["the module"], set()
    for name, node, shared in public(tree):
        if not ast.get_docstring(node) and not name.endswith("_init__"):
            missing.append(name)
        said = re.search(
            r"(?i)\brais|\brefus|\breject|_EXACT", (ast.get_docstring(node) or "") + shared
        )
        if isinstance(node, ast.FunctionDef) and raises_directly(node) and not said:
            silent.add(name)
    return Facts(tuple(missing), frozenset(silent), tuple(forbidden_names(tree)))


def forbidden_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in ("eval", "exec", "sympify", "parse_expr"):
            yield node.id
        if isinstance(node, ast.Attribute) and node.attr in (
            "simplify",
            "sympify",
            "parse_expr",
            "nsimplify",
        ):
            yield node.attr
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name == "pickle")


def public(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef, str]]:
    """Public functions, classes and methods: (name, node, documentation it may share)."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, node, ""
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node, ""
            for method in node.body:
                constructor = isinstance(method, ast.FunctionDef) and method.name in (
                    "__init__",
                    "__post_init__",
                )
                if isinstance(method, ast.FunctionDef) and (
                    constructor or not method.name.startswith("_")
                ):
                    yield f"{node.name}.{method.name}", method, ast.get_docstring(node) or ""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_docstrings(path: Path) -> None:
    assert facts(path).undocumented == ()


def raises_directly(node: ast.AST) -> bool:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if (isinstance(child, ast.Raise) and child.exc is not None) or raises_directly(child):
            return True
    return False


# Public functions that raise without saying so; the list may only become shorter. (The checker's
# convention, Rejected and Unsupported from anywhere, stands once in checker/trusted/verdict.py.)
READER = {
    f"Reader.{name}"
    for name in (
        "declare_constant",
        "declare_input",
        "declare_qubits",
        "define",
        "gate",
        "integer",
        "new_name",
        "operand",
        "statement",
    )
}
KNOWN_SILENT: dict[str, set[str]] = {
    "model/importers/qasm_reader.py": {"located", *READER},
    "model/state.py": {"DensityState.__post_init__", "ProductState.__post_init__"},
}


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.relative_to(PACKAGE).parts[0] != "checker"],
    ids=name_of,
)
def test_what_raises_says_so(path: Path) -> None:
    assert facts(path).silent - KNOWN_SILENT.get(name_of(path), set()) == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_forbidden_calls(path: Path) -> None:
    assert facts(path).forbidden == ()


def test_no_machine_paths_in_tracked_files() -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in done.stdout.decode().split("\0") if name]
    assert names
    pattern = re.compile(rb"/(?:home|root|Users|work|tmp/[a-z]+)/[A-Za-z0-9_.]+/|[A-Z]:\\\\Users")
    found = []
    for name in names:
        path = ROOT / name
        if path.is_file() and path.suffix not in (".gz", ".png", ".pdf") and path != Path(__file__):
            found += [
                (name, match.group().decode()) for match in pattern.finditer(path.read_bytes())
            ]
    assert found == []
