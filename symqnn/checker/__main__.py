"""Run the checker: `python -I -S symqnn/checker FILE...`, from a checkout
or from a copy of this folder.
"""

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


def load_package() -> str:
    """Import exactly this folder as a package, so that no other package
    of the same name can take its place.
    """
    folder = Path(__file__).resolve().parent
    spec = spec_from_file_location(
        "symqnn_checker", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load the checker from {folder}")
    package = module_from_spec(spec)
    sys.modules["symqnn_checker"] = package
    spec.loader.exec_module(package)
    return "symqnn_checker"


if __name__ == "__main__":
    if not __package__:
        # Python put this folder itself first on the path; modules must come
        # from the package, not from there.
        del sys.path[0]
    sys.exit(import_module(f"{__package__ or load_package()}.main").main())
