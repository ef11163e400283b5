"""Configuration of the documentation site: ``sphinx-build -W docs docs/_build/html``; the result
needs no network.
"""

import hashlib
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "docs" / "_ext"), str(ROOT)]
# the kernels of the notebooks find the package and the notebooks' helper without an installation
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(ROOT), str(ROOT / "notebooks"), os.environ.get("PYTHONPATH", "")]
)
os.environ["MPLCONFIGDIR"] = str(ROOT / "docs" / "_build" / "matplotlib")

import symqnn  # noqa: E402

project = "symqnn"
author = "the authors of symqnn"
release = version = symqnn.__version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "mathml",
    "generated_pages",
]
exclude_patterns = ["_build", "_ext"]
nitpicky = False
suppress_warnings = ["config.cache"]

# -- pages -----------------------------------------------------------------------------------------
myst_enable_extensions = ["amsmath", "dollarmath", "colon_fence", "deflist"]
myst_heading_anchors = 4
myst_links_external_new_tab = False

# -- notebooks: executed once for each state of the sources, within 60 seconds a cell --------------
_sources = sorted([*(ROOT / "symqnn").rglob("*.py"), *(ROOT / "notebooks").glob("*.py")])
_state = hashlib.sha256(b"".join(path.read_bytes() for path in _sources)).hexdigest()[:16]
nb_execution_mode = "cache"
nb_execution_cache_path = str(ROOT / "docs" / "_build" / "executed" / _state)
nb_execution_timeout = 60
nb_execution_raise_on_error = True
nb_ipywidgets_js = {}
nb_merge_streams = True

# -- API -------------------------------------------------------------------------------------------
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
napoleon_numpy_docstring = False

# -- appearance ------------------------------------------------------------------------------------
html_theme = "furo"
html_title = f"symqnn {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_math_renderer = "mathml"
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False
add_module_names = False
html_theme_options = {"navigation_with_keys": True}


def escape_bars(app, what, name, obj, options, lines):
    """|0…0⟩ in a docstring is a state, not the name of a substitution, and ** a power, not bold
    type.
    """
    plain = re.compile(r"(``.*?``)")

    def escaped(line: str) -> str:
        parts = plain.split(line)
        return "".join(
            part
            if part.startswith("``")
            else re.sub(r"\||\*\*", lambda m: "".join(f"\\{c}" for c in m[0]), part)
            for part in parts
        )

    lines[:] = [
        line if line.lstrip().startswith((">>>", "...")) else escaped(line) for line in lines
    ]


def setup(app):
    """Docstrings are read as they are written."""
    app.connect("autodoc-process-docstring", escape_bars, priority=400)
