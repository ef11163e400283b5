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
# # 3 · Linear independence, and what counts as a proof of a rank
#
# **Question.** When are the operators $\Phi_\xi(M)$, $\xi\neq0$, linearly independent, and how does one *prove* that without trusting a float?
#
# Teaches: You & Wu (ICML 2021), Definition 1; the sharper dimension condition is ours.
#
# **You will be able to**
# - say what independence of the operators $\Phi_\xi(M)$ buys: free Fourier coefficients;
# - decide by counting dimensions when it is impossible;
# - explain why a rank modulo *one* prime proves independence, and why a deficient one proves nothing.
#
# The theorems about local minima need independence: only then every choice of Fourier coefficients can be had from a state. The paper's necessary condition is
# $d\geq3^{p/2}$. Ours is $d\geq2\cdot3^{(p-1)/2}$ (for traceless $H_1$).
#
# **Predict first.** $p=5$ angles and $d=16$: $3^5=243\leq256=16^2$. Are there enough dimensions for 242 independent operators?

# %%
import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREY, ORANGE
from exercise import check

from symqnn import QNN, ansatz, expand, gram_matrix, linear_independence, operator
from symqnn.report.figures_circuit import draw_circuit

draw_circuit(ansatz.random_network(dimension=16, layers=5, seed=1))

# %% [markdown]
# The wire stands for the whole space; each gate is $e^{-i\theta_kH_k}$ with a random $H_k$, $H_k^2=I$, exact rational entries.

# %%
for dimension in (16, 32):
    answer = linear_independence(ansatz.random_network(dimension=dimension, layers=5, seed=1))
    print(f"d = {dimension}: {answer.status}, rank {answer.rank} of {answer.operators}")
    print("   ", answer.explanation[0])

# %% [markdown]
# Many networks, one picture: each mark is a random network, decided by a proof. Between the two lines the paper's condition allows independence, and it is impossible all the same.

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(7, 3.8))
looks = {"PROVED": ("o", BLUE, "independent"), "REFUTED": ("x", ORANGE, "dependent")}
for p in range(1, 6):
    for d in (2, 4, 6, 8, 10, 12, 16, 18, 24):
        network = ansatz.random_network(dimension=d, layers=p, seed=1)
        marker, colour, _ = looks[str(linear_independence(network).status)]
        axes.plot(p, d, marker, color=colour, markersize=7)
for marker, colour, name in looks.values():
    axes.plot([], [], marker, color=colour, label=name)
layers = np.linspace(0.8, 5.2, 50)
axes.plot(layers, 3 ** (layers / 2), "--", color=GREY, label="paper: d = 3^(p/2)")
axes.plot(layers, 2 * 3 ** ((layers - 1) / 2), "-", color="black", label="ours: d = 2·3^((p-1)/2)")
axes.set(yscale="log", xlabel="angles p", ylabel="dimension d", xticks=range(1, 6))
axes.set_yticks([2, 4, 8, 16, 24], ["2", "4", "8", "16", "24"])
axes.minorticks_off()
axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
plt.show()

# %% [markdown]
# ## Where the room goes
#
# Written in a basis of eigenvectors of $H_1$, an operator with $\xi_1=0$ commutes with $H_1$: it lives in the two diagonal blocks. One with $\xi_1\neq0$ anticommutes: it lives in the blocks beside.

# %%
network = ansatz.random_network(dimension=8, layers=2, seed=3)
_, eigenvectors = np.linalg.eigh(network.generators[0].to_numpy())

# %% tags=["hide-input"]
figure, panels = plt.subplots(1, 3, figsize=(9, 3.2))
for panel, xi in zip(panels, ("01", "10", "21")):
    entries = np.abs(eigenvectors.conj().T @ operator(network, xi).to_numpy() @ eigenvectors)
    shown = panel.imshow(entries, cmap="Blues", vmin=0)
    panel.axhline(3.5, color="black", linewidth=0.8)
    panel.axvline(3.5, color="black", linewidth=0.8)
    panel.set(title=f"|Φ(M)| for ξ = {xi}", xticks=[1.5, 5.5], yticks=[1.5, 5.5])
    panel.set_xticklabels(["-1", "+1"])
    panel.set_yticklabels(["-1", "+1"])
    panel.set(xlabel="eigenvalue of H₁", ylabel="eigenvalue of H₁" if xi == "01" else "")
plt.show()

# %% [markdown]
# Two thirds of the operators ($\xi_1\neq0$) live between the two eigenspaces of $H_1$: for $d=16$ there is room for $2r(d-r)=128$ of them, where $r=8$ is the dimension of one
# eigenspace, and $2\cdot3^4=162$ are wanted.
#
# ## Why a rank modulo a prime is a proof
#
# A minor that is non-zero modulo a prime $q$ is non-zero over $\mathbb Q$: full rank modulo *one* prime proves independence. The converse fails: a minor may vanish
# modulo $q$ by accident. So a deficient rank proves nothing, and the tool then gives a reason that holds over $\mathbb Q$: an exact relation, or a count of
# dimensions.

# %%
answer = linear_independence(QNN(["ZI", "IZ"], "YY"))
print(answer.status, *answer.explanation, sep="\n   ")

# %% [markdown]
# ## The Gram matrix
#
# $G_{\xi\xi'}=\operatorname{tr}\Phi_\xi(M)\Phi_{\xi'}(M)$ is exact, too; the operators are independent where $\det G\neq0$. White corners follow from the blocks above: $\xi_1=0$ never meets $\xi_1\neq0$.

# %%
networks = {"paper's experiment, p = 2": ansatz.paper_experiment(2), "random matrices, d = 6, p = 2": ansatz.random_network(dimension=6, layers=2, seed=3)}

# %% tags=["hide-input"]
figure, panels = plt.subplots(1, 2, figsize=(9, 4))
for panel, (name, qnn) in zip(panels, networks.items()):
    gram = gram_matrix(qnn)
    rows = np.array([[float(entry) for entry in row] for row in gram.rows()])
    size = np.sqrt(np.outer(np.diag(rows), np.diag(rows)))
    shown = panel.imshow(rows / size, cmap="PuOr", vmin=-1, vmax=1)
    panel.set(title=name, xticks=range(len(rows)), yticks=range(len(rows)), xlabel="ξ′", ylabel="ξ")
    panel.set_xticklabels(gram.indices, rotation=90)
    panel.set_yticklabels(gram.indices)
figure.colorbar(shown, ax=panels, label="normalised entry (a correlation)")
plt.show()

# %% [markdown]
# ## Exercises
#
# **1.** The largest $p$ that $d=8$ allows by $d\geq2\cdot3^{(p-1)/2}$.

# %% tags=["exercise"]
largest = None

# %%
check(largest, lambda p: p in range(99) and 4 * 3 ** (p - 1) <= 64 < 4 * 3**p, "square both sides: 4·3^(p-1) ≤ d²")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# largest = 3
# ```
#
# $4\cdot3^2=36\leq64$, but $4\cdot3^3=108>64$. In the picture: at $d=8$ the line is crossed between $p=3$ and $p=4$.
#
# </details>
#
# **2.** One angle, any network: Can *exactly one* of $\Phi_1(M),\Phi_2(M)$ vanish? Answer `True` or `False`, after trying.

# %% tags=["exercise"]
one_vanishes = None

# %%
check(one_vanishes, lambda answer: answer is False, "Φ_2 = iHΦ_1 and H is invertible")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# one_vanishes = False
# ```
#
# $\Phi_2=iH\Phi_1$ and $H^2=I$, so each is the other multiplied by something invertible: they vanish together.
#
# </details>
#
# **3.** A product of two qubits, generators `ZI` and `IZ`: an observable `(a)(b)` (Pauli text) with all $3^2-1=8$ operators independent, other than $(Y+I)(Y+I)$.

# %% tags=["exercise"]
observable = None

# %%
check(
    observable,
    lambda text: (
        dict(expand(QNN(["ZI", "IZ"], text)).items()) != dict(expand(QNN(["ZI", "IZ"], "(Y+I)(Y+I)")).items())
        and linear_independence(QNN(["ZI", "IZ"], text)).status == "PROVED"
    ),
    "each factor needs a part that commutes with Z and a part that does not",
)

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# observable = "(Y+2*I)(X+Z)"
# ```
#
# On each qubit the parts are independent: $2I,Y,X$ and $Z,X,-Y$ (up to signs). Products of independent sets are independent.
#
# </details>
#
# **Teach back.** Somebody computed the rank of the 242 operators with floating-point numbers and got 242. Somebody else computed it modulo a prime and got 241. What is proved in each case? What would you do next?
#
# <details><summary>One answer</summary>
#
# Floats: nothing; a singular value of $10^{-14}$ may be 0, one of $10^{-3}$ may be an error. Modulo a prime: rank 242 would have been a proof of independence, since a minor that is not 0 modulo $q$ is not 0. Rank 241 proves nothing: the minor may be a multiple of $q$. Next: another prime; if it says 241 again, look for an exact relation among the operators, which *is* a proof of dependence.
#
# </details>
#
# With a certificate: `symqnn independence --generators ZI IZ --observable "(Y+I)(Y+I)" --certificate independent.certificate.json`, to be read in notebook 8.
