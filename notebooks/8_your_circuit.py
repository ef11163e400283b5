# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 8 · Bring your own circuit, and read a certificate
#
# **Question.** Someone hands you a proof by computer about *your* circuit. What is in the file, and why need you not trust the program that wrote it?
#
# Teaches: You & Wu (ICML 2021), Definition 1 and Eqn 12, on a circuit of yours.
#
# **You will be able to**
# - read a circuit of your own into exact form, and see what became of its Clifford gates;
# - name the three parts of a certificate;
# - say what the checker does *not* trust, and try to deceive it.
#
# **Predict first.** Qiskit's `real_amplitudes` ansatz on two qubits has Clifford entanglers and $Y$-rotations only. Is it a network "with linear independence" for an
# observable that is one Pauli word?

# %%
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
from drawing import BLUE
from exercise import check
from qiskit.circuit.library import real_amplitudes

from symqnn import QNN, State, expectation, gram_matrix, linear_independence
from symqnn.report.figures_circuit import draw_circuit
from symqnn.report.figures_commutation import commutation_figure

circuit = real_amplitudes(2, reps=1)
qnn = QNN.from_circuit(circuit, "ZZ")  # the leftmost letter is the circuit's first qubit
print(circuit)
print(qnn)
print("output:", expectation(qnn, State.zero(2)))

# %%
draw_circuit(qnn)

# %% [markdown]
# PennyLane, Cirq and pytket circuits are read by the same call, and OpenQASM files as `QNN.from_circuit(Path("circuit.qasm"), "ZZ")`. The Clifford gate was pushed through the
# rotations exactly, so the picture has none, and its last generators have two letters: the generators are Pauli words with the factor $\frac12$, and everything is said in the circuit's own angles, by its names: `ry(a)` is $e^{-iaY/2}$, so the
# output is in $a$, where the paper has $2\theta$.

# %%
answer = linear_independence(qnn)
print(answer.status, f"rank {answer.rank} of {answer.operators}")
print(*answer.explanation, sep="\n")

# %% [markdown]
# Which of the operators do not commute (lines):

# %%
commutation_figure(qnn)

# %% [markdown]
# A Pauli word either commutes or anticommutes with each generator, so that some $\Phi_\xi(M)$, $\xi\neq0$, vanishes: circuits of Clifford gates and two or more Pauli rotations
# with *one* Pauli word as observable never have linear independence. The tool says REFUTED, and why.
#
# ## A certificate, and its checker
#
# The checker is a folder of plain Python files, standard library only. It is run here in isolated mode (`-I -S`): it cannot see this package's other modules, nor any
# installed one.

# %%
import symqnn

folder = Path(tempfile.mkdtemp())
run = subprocess.run(
    [sys.executable, "-m", "symqnn.cli", "independence", "--generators", "ZI", "IZ", "--observable", "(Y+I)(Y+I)", "--certificate", str(folder / "c.json")],
    capture_output=True, text=True, check=True,
)  # fmt: skip
print(run.stdout)
certificate = json.loads((folder / "c.json").read_text())
print(json.dumps(certificate, indent=1)[:1500])


# %%
def checked(value):
    """What the stand-alone checker says of a certificate."""
    path = folder / "changed.certificate.json"
    path.write_text(json.dumps(value, sort_keys=True, separators=(",", ":")) + "\n")
    checker = Path(symqnn.__file__).parent / "checker"
    return subprocess.run([sys.executable, "-I", "-S", str(checker), str(path)], capture_output=True, text=True, check=False).stdout.partition(" ")[0].strip()


print("as written:", checked(certificate))
forged = json.loads(json.dumps(certificate))
forged["claim"]["operators"] = "9"
print("with one number changed:", checked(forged))

# %% [markdown]
# The file holds the instance (generators, observable: everything exact), the claim, and a *witness*: a prime modulo which the rank is full. The checker recomputes the
# operators from the instance. What it prints rests on the file and on its own few pages of code.

# %%
gram = gram_matrix(QNN.from_circuit(circuit, "ZZ + 1/2*XI"))
sizes = [float(gram.entry(xi, xi)) for xi in gram.indices]

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(9, 2.6))
axes.bar(range(len(sizes)), sizes, color=BLUE)
axes.set(xlabel="number of ξ, in order", ylabel="tr Φ(M)²", title=f"{sum(size > 0 for size in sizes)} of {len(sizes)} operators are not zero")
plt.show()

# %% [markdown]
# The whole Gram matrix, $\operatorname{tr}\Phi_\xi(M)\Phi_\eta(M)$, for three networks. Rows of operators that vanish are left out; a light square off the diagonal is a pair that is
# not orthogonal. Only the product network of the certificate has full rank.

# %%
networks = {
    "real_amplitudes, ZZ": qnn,
    "real_amplitudes, ZZ + XI/2": QNN.from_circuit(circuit, "ZZ + 1/2*XI"),
    "product, (Y+I)(Y+I)": QNN(["ZI", "IZ"], "(Y+I)(Y+I)"),
}

# %% tags=["hide-input"]
figure, axes = plt.subplots(1, 3, figsize=(10, 3.6))
for axis, (name, network) in zip(axes, networks.items(), strict=True):
    rows = gram_matrix(network).rows()
    alive = [k for k, row in enumerate(rows) if row[k]]
    axis.imshow([[abs(float(rows[j][k])) for k in alive] for j in alive], cmap="cividis", vmin=0, vmax=4)
    axis.set_title(f"{name}\n{len(alive)} of {len(rows)} not zero, rank {linear_independence(network).rank}", fontsize=10)
    axis.set(xlabel="η, operators ≠ 0", ylabel="ξ, operators ≠ 0", xticks=[], yticks=[])
plt.show()

# %% [markdown]
# ## Exercises
#
# **1.** Forge the certificate: change anything so that the checker still says VERIFIED although the file is different. (Hint: a true certificate of another network is no forgery.)
# Give a dictionary.

# %% tags=["exercise"]
other = None  # for instance: other = json.loads(json.dumps(certificate)); other["…"] = …

# %%
check(
    other,
    lambda value: value != certificate and checked(value) == "VERIFIED",
    "change a coefficient of the observable, and nothing else: the claim is then about that network, and still true",
)

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# other = json.loads(json.dumps(certificate).replace('"Y": "1"', '"Y": "2"'))
# ```
#
# $(2Y+I)(2Y+I)$ is another network, and it is independent, too, by the same witness. A changed file that is true is a true certificate, of something else. The claim always belongs to the instance in the file: read both.
#
# </details>
#
# **2.** An observable (Pauli text on 2 qubits) for this circuit that has *more* than 20 non-zero operators $\Phi_\xi(M)$, $\xi\neq0$.

# %% tags=["exercise"]
observable = None


# %%
def rich(text):
    gram = gram_matrix(QNN.from_circuit(circuit, text))
    return sum(gram.entry(xi, xi) > 0 for xi in gram.indices) > 20


check(observable, rich, "sums of several words have more branches")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# observable = "ZZ + XX + IX + XZ"
# ```
#
# Each word has its own tree (notebook 2); their leaves sit at different $\xi$.
#
# </details>
#
# **Teach back.** A referee says: "Computer proofs cannot be checked, the program has 70 000 lines." Answer in four sentences.
#
# <details><summary>One answer</summary>
#
# You need not look at the program that found the proof. It wrote a file that states the instance, the claim and a hint; whether the claim follows is decided by a checker that uses Python's whole numbers and no other program; about a thousand of its statements run for one file. The hint may be wrong, the finder may be full of errors: then the checker refuses, it never says VERIFIED for that reason. Read those, or write your own checker from the description of the format; there is a second one in another language.
#
# </details>
#
# Everything at once for an OpenQASM file, with a report: `symqnn verify circuit.qasm --observable "ZZ" --out report/`. Its certificates carry the SHA-256 of the file.
