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
# # 9 · Is my circuit trainable?
#
# **Question.** Before any training run: how large are the gradients of a circuit, which directions of its parameters do anything, and how much can it express?
#
# Teaches: You & Wu (ICML 2021), Eqn 12 and Definition 1, beside what the literature on barren plateaus asks of an ansatz; everything exact.
#
# **You will be able to**
# - tell a barren plateau from a steep slope without a single training run;
# - measure what an ansatz can express by the dimension of a Lie algebra;
# - find redundant parameters by a rank.
#
# **Predict first.** Ten qubits, one rotation $e^{-i\theta X/2}$ each, on $|0\dots0\rangle$. Two costs, to be made large: the probability to find *all* qubits in $|0\rangle$, and the *mean* of
# the probabilities to find each in $|0\rangle$. Both have the same maximum, every qubit in $|0\rangle$. How do the variances of their derivatives compare?

# %%
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, angle_ticks
from exercise import check

from symqnn import QNN, PauliSum, State, expectation, fisher_rank, generators_of, lie_algebra, light_cones, variances
from symqnn.model.ansatz import hardware_efficient, hva_ising, qaoa
from symqnn.report.figures_circuit import draw_circuit


def rotations(n):
    """One rotation exp(-iθX/2) on every qubit."""
    return ["1/2*" + "I" * k + "X" + "I" * (n - k - 1) for k in range(n)]


def together(n):
    """The projector on |0…0⟩."""
    return "1/2*I + 1/2*Z" if n == 1 else f"(1/2*I + 1/2*Z)^{n}"


def one_by_one(n):
    """The mean of Z over the qubits, halved."""
    return " + ".join(f"1/{2 * n}*" + "I" * k + "Z" + "I" * (n - k - 1) for k in range(n))


draw_circuit(QNN(rotations(4), one_by_one(4)))

# %% [markdown]
# The circuit for four qubits. What such a plateau looks like: the cost along two of the angles, all others at one random place.

# %%
turn = np.linspace(0, 2 * np.pi, 121)

# %% tags=["hide-input"]
figure, panels = plt.subplots(2, 3, figsize=(8, 4.8), sharex=True, sharey=True)
for row, (name, observable) in zip(panels, (("all together", together), ("one by one", one_by_one))):
    for panel, n in zip(row, (2, 6, 10)):
        output = expectation(QNN(rotations(n), observable(n)), State.zero(n))
        angles = np.tile(np.random.default_rng(1).random(n) * 2 * np.pi, (121, 121, 1))
        angles[..., 0], angles[..., 1] = np.meshgrid(turn, turn)
        shown = panel.contourf(turn, turn, output.numeric(angles), levels=np.linspace(-0.5, 0.5, 31), extend="max", cmap="cividis")
        panel.set(title=f"{name}, n = {n}", aspect="equal")
        angle_ticks(panel.xaxis, 2 * np.pi, 2)
        angle_ticks(panel.yaxis, 2 * np.pi, 2)
for panel in panels[1]:
    panel.set_xlabel("θ₁ (radians)")
for panel in panels[:, 0]:
    panel.set_ylabel("θ₂ (radians)")
figure.colorbar(shown, ax=panels, label="cost", ticks=[-0.5, -0.25, 0, 0.25, 0.5])
plt.show()

# %% [markdown]
# Above, the cost goes flat with the number of qubits: no slope to follow. How flat, on average over all angles? Exactly:

# %%
for n in (1, 2, 3, 10):
    everything = variances(QNN(rotations(n), together(n)), State.zero(n)).gradient[0]
    single = variances(QNN(rotations(n), one_by_one(n)), State.zero(n)).gradient[0]
    print(f"n = {n:2}: Var ∂f = {everything} (all together), {single} (one by one)")

# %% [markdown]
# These are the rational numbers $\frac18(\frac38)^{n-1}$ and $\frac1{8n^2}$: no sampling, no error bar. The first vanishes exponentially: a *barren plateau*. Nothing is
# expanded on the way: going backwards through a rotation, a Pauli word $P$ either stays, or becomes $P\cos\omega+P'\sin\omega$, and in the mean of a *square* that is a random
# walk between $P$ and $P'$. So a hundred qubits are no trouble:

# %%
large = hardware_efficient(100, 3, observable="I" * 49 + "ZZ" + "I" * 49)
found = variances(large, State.zero(100))
print(len(large.parameters), "angles; Var f =", found.variance)
print(sum(value == 0 for value in found.gradient), "derivatives are 0 identically")
(cone,) = light_cones(large)
print("the observable can feel the qubits", cone.qubits)

# %% [markdown]
# A variance that is exactly 0 is a proof: a function whose square has mean 0 *is* 0. Depth matters, too:

# %%
sizes, depths = range(2, 9), range(4)

# %% tags=["hide-input"]
figure, axes = plt.subplots(1, 2, figsize=(10, 3.4))
for (name, observable), look in zip((("all together", together), ("one by one", one_by_one)), ("o-", "s--")):
    values = [float(variances(QNN(rotations(n), observable(n)), State.zero(n)).gradient[0]) for n in sizes]
    axes[0].semilogy(sizes, values, look, label=name)
axes[0].set(xlabel="qubits", ylabel="Var ∂f/∂θ", title="the cost decides")
axes[0].legend()
for n, look in ((4, "o-"), (6, "s--"), (8, "^:")):
    values = [float(variances(hardware_efficient(n, depth), State.zero(n)).variance) for depth in depths]
    axes[1].semilogy(depths, values, look, label=f"n = {n}")
axes[1].set(xlabel="entangling layers", ylabel="Var f", title="Z…Z, hardware-efficient", xticks=depths, ylim=(1e-3, 0.2))
axes[1].legend(ncols=3, loc="upper right", columnspacing=1)
plt.show()

# %% [markdown]
# ## How much can it express?
#
# The *dynamical Lie algebra* is spanned by the nested commutators of the generators. For a sum such as QAOA's two it may be tiny, for single words it is often everything
# ($4^n-1$).

# %%
n = 4
ring = [(k, (k + 1) % n) for k in range(n)]
for name, qnn in (("QAOA on the ring", qaoa(ring, 1)), ("open Ising chain", hva_ising(n, 1)), ("hardware-efficient", hardware_efficient(n, 1))):
    algebra = lie_algebra(generators_of(qnn))
    print(f"{name}: dimension {algebra.dimension} of {4**n - 1}, by depth of the brackets {algebra.growth}")

# %% [markdown]
# How the dimension grows with the number of qubits decides about large circuits: polynomial or exponential.

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(7, 3.2))
families = {
    "hardware-efficient": ((2, 3, 4), lambda n: hardware_efficient(n, 1), "o-", ORANGE),
    "open Ising chain": (range(2, 7), lambda n: hva_ising(n, 1), "s--", BLUE),
    "QAOA on the ring": (range(3, 7), lambda n: qaoa([(k, (k + 1) % n) for k in range(n)], 1), "^:", GREEN),
}
axes.semilogy(range(2, 7), [4**n - 1 for n in range(2, 7)], color=GREY, linewidth=5, alpha=0.3, label="everything: 4ⁿ - 1")
for name, (sizes, family, look, colour) in families.items():
    values = [lie_algebra(generators_of(family(n))).dimension for n in sizes]
    axes.semilogy(sizes, values, look, color=colour, label=name)
axes.set(xlabel="qubits n", ylabel="dimension of the Lie algebra", xticks=range(2, 7))
axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
plt.show()

# %% [markdown]
# And how many directions of the parameters move the state? That is the rank of the *quantum Fisher information*. It is proved from below by one rational point modulo a prime,
# and from above by counting dimensions. Parameters beyond it are redundant:

# %%
for repetitions in range(4):
    qnn = hardware_efficient(3, repetitions)
    rank = fisher_rank(qnn, State.zero(3))
    print(f"{len(qnn.parameters):2} parameters: rank {rank.rank} ({rank.reason})")

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(6.4, 3))
for n, look, colour in ((2, "o-", BLUE), (3, "s--", ORANGE)):
    circuits = [hardware_efficient(n, repetitions) for repetitions in range(4)]
    ranks = [fisher_rank(qnn, State.zero(n)).rank for qnn in circuits]
    axes.plot([len(qnn.parameters) for qnn in circuits], ranks, look, color=colour, label=f"n = {n}")
    axes.axhline(2 * 2**n - 2, color=colour, linewidth=0.8)
    axes.text(24.2, 2 * 2**n - 2, f" 2·2^{n} - 2", va="center", color=colour)
axes.plot([0, 15], [0, 15], ":", color=GREY, label="every parameter counts")
axes.set(xlabel="parameters", ylabel="Fisher rank", xlim=(0, 24), yticks=range(0, 15, 2))
axes.legend(loc="lower right")
plt.show()

# %% [markdown]
# All of this at once, with certificates that the stand-alone checker verifies: `symqnn analyse circuit.qasm --observable "ZZ"`, and two circuits side by side with `--compare`.
#
# ## Exercises
#
# **1.** The least number of entangling layers of `hardware_efficient(2, …)` at which the rank is $2\cdot2^n-2$: more parameters would move the state nowhere else.

# %% tags=["exercise"]
layers = None


# %%
def saturates(number):
    ranks = [fisher_rank(hardware_efficient(2, k), State.zero(2)).rank for k in range(number + 1)]
    return ranks[-1] == 6 and 6 not in ranks[:-1]


check(layers, lambda value: isinstance(value, int) and 0 <= value <= 6 and saturates(value), "count: four parameters a layer, and 2·2² - 2 = 6")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# layers = 1
# ```
#
# Four parameters without an entangling layer, eight with one: enough for six directions, and the picture shows that six are reached.
#
# </details>
#
# **2.** An observable on 10 qubits (Pauli text) for the ten rotations above whose derivative by $\theta_1$ has a variance of at least $\frac18$, and that is not constant in
# $\theta_{10}$.

# %% tags=["exercise"]
observable = None


# %%
def is_steep(text):
    gradient = variances(QNN(rotations(10), text), State.zero(10)).gradient
    return gradient[0] >= Fraction(1, 8) and gradient[9] > 0


check(observable, is_steep, "words of different qubits are uncorrelated: a sum keeps what each of its words has")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# observable = "ZIIIIIIIII + IIIIIIIIIZ"
# ```
#
# $f=\cos\theta_1+\cos\theta_{10}$, and $\operatorname{Var}\sin\theta_1=\frac12$.
#
# </details>
#
# **3.** The generators ZZ, XI, IX give an algebra of dimension 6. A fourth generator, as Pauli text on 2 qubits, that makes it everything: $4^2-1=15$.

# %% tags=["exercise"]
fourth = None


# %%
def is_everything(text):
    return lie_algebra([PauliSum.from_text(one) for one in ("ZZ", "XI", "IX", text)]).dimension == 15


check(fourth, is_everything, "a single word gives 10 at most: take the sum of two")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# fourth = "ZI + IZ"
# ```
#
# ZI or IZ alone gives 10; their sum is enough for all 15.
#
# </details>
#
# **Teach back.** A colleague plans to train the projector cost on 50 qubits, from random starts. Explain in three sentences what will happen, with a number, and what to change.
#
# <details><summary>One answer</summary>
#
# The derivative by an angle has variance $\frac18(\frac38)^{49}\approx10^{-22}$: a typical slope is $10^{-11}$, far below the noise of any realistic number of shots. That is a statement about *random* starts and this cost, not about the maximum, which the local cost has at the same angles. Measure each qubit by itself: there the variance falls like $1/n^2$ only.
#
# </details>
