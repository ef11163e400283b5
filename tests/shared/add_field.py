"""Write a new field into the hand-made examples and forged certificates of one kind.

python tests/shared/add_field.py independence claim.remark '"as shipped"'
"""

import json
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
FOLDERS = (TESTS / "unit" / "checker" / "examples", TESTS / "forged")


def canonical(certificate: object) -> str:
    """The text of a certificate as it is shipped."""
    return json.dumps(certificate, sort_keys=True, separators=(",", ":"))


def add_field(kind: str, place: str, value: object) -> int:
    """The number of files that were written: those of the kind that have all but the last name
    of the place, and not the field.
    """
    *above, name = place.split(".")
    written = 0
    for path in sorted(path for folder in FOLDERS for path in folder.rglob("*.json")):
        try:
            text = path.read_text(encoding="utf-8").strip()
            certificate = json.loads(text)
        except (ValueError, RecursionError):
            continue  # forged text that is no JSON stays as it is
        if not isinstance(certificate, dict) or certificate.get("kind") != kind:
            continue
        if canonical(certificate) != text:
            print(f"left as it is, not canonical text: {path}")
            continue
        at = certificate
        for step in above:
            at = at.get(step) if isinstance(at, dict) else None
        if isinstance(at, dict) and name not in at:
            at[name] = value
            path.write_text(canonical(certificate) + "\n", encoding="ascii")
            written += 1
    return written


if __name__ == "__main__":
    print(add_field(sys.argv[1], sys.argv[2], json.loads(sys.argv[3])), "files written")
