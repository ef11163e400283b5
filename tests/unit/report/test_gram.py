"""The Gram matrix in words and LaTeX: its blocks, their entries, and the block theorem."""

from symqnn.independence.gram import gram_matrix
from symqnn.model.qnn import QNN
from symqnn.report.gram import gram_text, rank_latex


def test_blocks_hold_every_operator() -> None:
    qnn = QNN(["3/5*Z + 4/5*X", "X"], "Y + 1/2*Z")
    gram, lines = gram_matrix(qnn), gram_text(qnn).splitlines()
    assert lines[0].startswith(f"Gram matrix of {len(gram.indices)} operators: ")
    single = [c[0] for c in gram.components() if len(c) == 1]
    for index in single:  # the entry is tr(A_e²)
        value = gram.principal((index,)).rows()[0][0]
        assert f"  {index}: {value}" in lines
    largest = max(map(len, gram.components()))
    assert f"the largest of size {largest}" in lines[0]


def test_the_block_theorem() -> None:
    """K stands twice: the sizes of B_0, K and K̄ add up to that of G."""
    for qnn, sizes in (
        (QNN(["Z"], "Y+I"), (0, 1)),
        (QNN(["3/5*Z + 4/5*X", "X"], "Y + 1/2*Z"), None),
    ):
        words = gram_text(qnn).splitlines()[-1].split()
        assert " ".join(words[:9]) == "Block theorem: G ≅ B_0 ⊕ K ⊕ K̄"
        zeroth, coupled = (int(word.strip(",")) for word in words if word.strip(",").isdecimal())
        assert zeroth + 2 * coupled == len(gram_matrix(qnn).indices)
        assert sizes in (None, (zeroth, coupled))
    shared = gram_text(QNN(["Z", "X", "Z"], "Y", angles=["a", "b", "a"])).splitlines()[-1]
    assert shared.startswith("The block theorem does not apply")


def test_in_latex() -> None:
    code = rank_latex(QNN(["Z"], "Y+I"))
    assert code.count(r"\begin{align*}") == 1 and r"G_{\xi\xi'}" in code
    # 3^9 components: the rank alone
    assert r"G_{\xi\xi'}" not in rank_latex(QNN(["Z"] * 9, "Y"))
