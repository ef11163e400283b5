"""The link checker of the built site sees what is wrong."""

from pathlib import Path

from offline import faults


def test_broken_links_and_foreign_files_are_seen(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text('<p id="here">b</p>')
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here">x</a><a href="https://example.org">outside is fine</a>'
    )
    assert faults(tmp_path) == []
    (tmp_path / "a.html").write_text(
        '<script src="https://example.org/x.js"></script><a href="c.html">x</a><a '
        'href="b.html#there">x</a><img src="d.png">'
    )
    assert len(faults(tmp_path)) == 4
    assert faults(tmp_path / "nothing") != []
