"""``python -m symqnn``: the command line."""

import sys

from symqnn.cli import main

if __name__ == "__main__":
    sys.exit(main())
