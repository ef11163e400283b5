"""Small pictures of the notebooks for README.md: ``python notebooks/thumbnails.py`` makes those that are missing, with names those named."""

import base64
import io
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

FOLDER = Path(__file__).parent
HEIGHT, COLOURS = 110, 64  # of a picture: pixels, and colours of its palette
CHOSEN = {"1_one_qubit": 1, "4_trap": 2, "8_your_circuit": 1, "10_landscapes": 3, "12_certificate_by_hand": 1}  # which picture of a notebook (default: the first)


def thumbnail(path: Path) -> bytes:
    """One picture of an executed notebook, as a small PNG."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    picture = Image.open(io.BytesIO(base64.b64decode(pictures[CHOSEN.get(path.stem, 0)]))).convert("RGB")
    small = picture.resize((round(picture.width * HEIGHT / picture.height), HEIGHT), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


def main(named: list[str]) -> None:
    """Write the pictures."""
    (FOLDER / "thumbnails").mkdir(exist_ok=True)
    for path in sorted(FOLDER.glob("[0-9]*.ipynb"), key=lambda path: int(re.match(r"\d+", path.name)[0])):
        place = FOLDER / "thumbnails" / f"{path.stem}.png"
        if path.stem in named or not (named or place.exists()):
            place.write_bytes(thumbnail(path))
            print(f"{place.name}: {place.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
