"""tests/unit mirrors symqnn: every module has its test file, and helpers stand once.

``symqnn/a/b.py`` has ``tests/unit/a/test_b.py``. A test file about several modules names the others
in the last paragraph of its docstring: ``Modules: a/b, c/d.``
"""

import ast
import re
from collections import Counter
from pathlib import Path

import symqnn

PACKAGE = Path(symqnn.__file__).parent
TESTS = PACKAGE.parent / "tests"
UNIT = TESTS / "unit"
MODULES = sorted(
    path.relative_to(PACKAGE).with_suffix("").as_posix()
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py")  # lists of names, and one call of main
)
# Test files that follow no module: what is public, what users and readers met.
OTHERS = {"regressions", "test_public_names.py", "test_public_types.py"}


def named(path: Path) -> list[str]:
    """The modules that a test file says it is about."""
    said = ast.get_docstring(ast.parse(path.read_text())) or ""
    listed = re.search(r"^Modules: (.*)\.\s*\Z", said, re.MULTILINE | re.DOTALL)
    return re.split(r",\s+", listed[1]) if listed else []


def mirror(path: Path) -> str:
    """The module whose name a test file bears, if there is one."""
    place = path.relative_to(UNIT)
    return (place.parent / place.stem.removeprefix("test_")).as_posix()


FILES = {path: named(path) for path in sorted(UNIT.rglob("test_*.py"))}


def test_every_module_has_its_test_file() -> None:
    tested = {name for names in FILES.values() for name in names} | set(map(mirror, FILES))
    assert [module for module in MODULES if module not in tested] == []


def test_only_modules_are_named() -> None:
    assert {name for names in FILES.values() for name in names} - set(MODULES) == set()


def test_folders_of_tests_are_packages() -> None:
    """A test stands in the folder of a package, or at the top with the name of a module there."""
    lost = [
        path.relative_to(UNIT).as_posix()
        for path in FILES
        if path.relative_to(UNIT).parts[0] not in OTHERS
        and (path.parent == UNIT or not (PACKAGE / path.relative_to(UNIT).parent).is_dir())
        and mirror(path) not in MODULES
    ]
    assert lost == []


def test_helpers_of_several_files_are_shared() -> None:
    """In tests/unit nothing but tests: what two files need stands in tests/shared."""
    helpers = [
        path.relative_to(UNIT).as_posix()
        for path in UNIT.rglob("*.py")
        if not path.name.startswith("test_") and path.name != "conftest.py"
    ]
    assert helpers == []
    shared = Counter(path.stem for path in TESTS.rglob("*.py") if not path.stem.startswith("test_"))
    assert [name for name, number in shared.items() if number > 1 and name != "conftest"] == []
