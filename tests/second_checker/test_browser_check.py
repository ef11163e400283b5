"""The section "Check in this browser": what it embeds comes out as it went in."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symqnn.report.browser_check import browser_check

PROOFS = Path(__file__).parents[2] / "proofs"


def test_a_tag_in_a_name_does_not_end_the_script() -> None:
    text = json.dumps({"name": "</script><b>"})
    page = browser_check({'"one"': text})
    embedded = re.search(r'data-name="&#34;one&#34;">(.*?)</script>', page)
    assert embedded
    assert json.loads(embedded[1]) == json.loads(text)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_embedded_checker_answers_without_node_modules() -> None:
    text = (PROOFS / "lemma_3" / "product_p3.certificate.json").read_text()
    page = browser_check({"one": text})
    checker = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0]
    # A context of `vm` has no `require` and no `module`, as in a browser.
    program = (
        "const c = require('vm').createContext({});"
        "const [checker, text] = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "require('vm').runInContext(checker, c);"
        "console.log(c.symqnnChecker.check(text).status)"
    )
    for given, status in ((text, "VERIFIED"), (text.replace('"8"', '"7"', 1), "REJECTED")):
        run = subprocess.run(
            ["node", "-e", program],
            input=json.dumps([checker, given]),
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == status
