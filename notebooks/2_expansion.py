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
# # 2 · The expansion $M(\theta)$, and interference
#
# **Question.** A circuit with $p$ angles: of how many functions of $\theta$ can its outputs be made, and which of them does a given circuit lose?
#
# Teaches: You & Wu (ICML 2021), Eqns 11 and 12.
#
# **You will be able to**
# - grow the expansion of a small circuit by hand, from the last gate to the first;
# - see in a table of operators where terms *interfere*;
# - say why a circuit on few qubits cannot keep all $3^p$ functions apart.
#
# With one angle (notebook 1) there were three functions, $1,\cos2\theta,\sin2\theta$. With $p$ angles there is one for each word $\xi\in\{0,1,2\}^p$:
#
# $$M(\theta)=\sum_{\xi\in\{0,1,2\}^p}\Phi_\xi(M)\prod_{\xi_l=1}\cos2\theta_l\prod_{\xi_l=2}\sin2\theta_l.$$
#
# **Predict first.** One qubit, first the gate $e^{-i\theta_1Z}$, then $e^{-i\theta_2X}$, observable $M=Y+I$. How many of the $3^2=9$ operators $\Phi_\xi(M)$ are not zero?

# %%
from itertools import product

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, bloch_path, bloch_sphere
from exercise import check

from symqnn import QNN, PauliSum, State, ansatz, expand, expectation, linear_independence, operator
from symqnn.report.figures_circuit import draw_circuit

qnn = QNN(["Z", "X"], "Y+I")
draw_circuit(qnn)

# %% [markdown]
# ## Growing the expansion
#
# Read the circuit **backwards**: the last gate meets $M$ first. A gate $e^{-i\theta H}$ splits what it meets into three parts (notebook 1): the part that commutes with $H$ goes with $1$,
# the rest with $\cos2\theta$, and $iH$ times the rest with $\sin2\theta$. Each part then meets the gate before. Dead ends are zero.


# %% tags=["hide-input"]
def tree(axes, gates, observable):
    """The parts of M(θ), level by level; each is found exactly from the one above it."""
    middle = {"ha": "center", "va": "center"}
    level = [(0.5, PauliSum.from_text(observable))]  # place across the picture, operator
    axes.text(0.5, 0, f"M = {level[0][1]}", **middle)
    for depth, gate in enumerate(reversed(gates)):
        angle, below = f"2θ{'₁₂₃₄'[len(gates) - 1 - depth]}", []
        for place, phi in level:
            for digit, function, colour in (("0", "1", GREY), ("1", f"cos {angle}", BLUE), ("2", f"sin {angle}", ORANGE)):
                part, end = operator(QNN([gate], phi), digit), place + (int(digit) - 1) / 3 ** (depth + 1)
                axes.plot([place, end], [-depth - 0.12, -depth - 0.8], "-" if part else ":", color=colour)
                axes.text((place + 2 * end) / 3, -depth - 0.57, function, fontsize=8, color=colour, backgroundcolor="white", **middle)
                axes.text(end, -depth - 1, str(part), weight="bold" if part else "normal", **middle)
                below.append((end, part))
        level = [(place, phi) for place, phi in below if phi]  # a part that is zero has no parts
    axes.set(xlim=(0, 1), ylim=(-len(gates) - 0.2, 0.2))
    axes.set_axis_off()

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(9, 3.4))
tree(axes, ["Z", "X"], "Y+I")
plt.show()

# %% [markdown]
# Read a leaf upwards: $X$ stands below $\sin2\theta_1$ and $\cos2\theta_2$, so it is $\Phi_{21}(M)$. Four leaves are not zero, the other five functions are lost:
#
# $$M(\theta)=I+Y\cos2\theta_1\cos2\theta_2+X\sin2\theta_1\cos2\theta_2-Z\sin2\theta_2 .$$
#
# ## Interference
#
# All nine operators, for three circuits. On two qubits all are there and different. In the middle two gates turn about the *same* axis: operators repeat.


# %%
def table(qnn):
    """All operators of a network, by ξ."""
    return {"".join(xi): operator(qnn, "".join(xi)) for xi in product("012", repeat=len(qnn.parameters))}


circuits = {
    "two qubits, Z on each": QNN(["ZI", "IZ"], "(Y+I)(Y+I)"),
    "one qubit, Z then Z": QNN(["Z", "Z"], "Y+I"),
    "one qubit, Z then X": QNN(["Z", "X"], "Y+I"),
}

# %% tags=["hide-input"]
figure, panels = plt.subplots(1, 3, figsize=(9, 3.3))
for panel, (name, circuit) in zip(panels, circuits.items()):
    operators = table(circuit)
    alive = np.array([bool(phi) for phi in operators.values()]).reshape(3, 3)
    panel.imshow(alive, cmap="Blues", vmin=0, vmax=3)
    for xi, phi in operators.items():
        panel.text(int(xi[1]), int(xi[0]), str(phi), ha="center", va="center", fontsize=11 if phi else 9)
    panel.set(title=f"{name}\n{alive.sum()} of 9 operators", xticks=range(3), yticks=range(3))
    panel.set_xticklabels(["1", "cos 2θ₂", "sin 2θ₂"])
    panel.set_yticklabels(["1", "cos 2θ₁", "sin 2θ₁"], rotation=90, va="center")
    panel.tick_params(length=0)
plt.show()

# %% [markdown]
# Middle table: $\Phi_{11}=Y=-\Phi_{22}$. The two terms **interfere**: $Y(\cos2\theta_1\cos2\theta_2-\sin2\theta_1\sin2\theta_2)=Y\cos2(\theta_1+\theta_2)$. Only the sum of the angles counts.
#
# The same on the Bloch sphere. There $M(\theta)-I$ is an arrow that the gates turn, the last one first; it begins at $y$ (dot). Each curve has one value of $\theta_2$ and all $\theta_1$ from $0$ to $3\pi/8$.


# %%
def arrow(circuit, angles):
    """The Bloch arrow of M(θ): the outputs of the states at the tips of the x, y and z axis."""
    tips = [State.bloch([tip]) for tip in ((1, 0, 0), (0, 1, 0), (0, 0, 1))]
    return np.stack([expectation(circuit, tip).numeric(angles) - 1 for tip in tips], axis=-1)

# %% tags=["hide-input"]
figure, panels = plt.subplots(1, 2, figsize=(9, 4), subplot_kw={"projection": "3d"})
for panel, name in zip(panels, ("one qubit, Z then Z", "one qubit, Z then X")):
    bloch_sphere(panel, name)
    for k, colour in enumerate((BLUE, GREEN, ORANGE)):
        first = np.linspace(0, 3 * np.pi / 8, 60)
        path = arrow(circuits[name], np.stack([first, np.full(60, k * np.pi / 12)], axis=-1))
        bloch_path(panel, path, colour, f"θ₂ = {15 * k}°")
panels[1].legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
plt.show()

# %% [markdown]
# Left, all curves lie on one circle: two angles, one direction of movement. Right, they fill a piece of the sphere.
#
# ## More gates than room
#
# An observable of one qubit has a multiple of $I$ and three coordinates: room for 4 independent operators, however many gates there are.

# %%
layers = range(1, 9)

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(7, 3.4))
axes.semilogy(layers, [3**p for p in layers], "s--", color=GREY, label="functions, 3ᵖ")
axes.semilogy(layers, [expand(ansatz.paper_experiment(p)).terms for p in layers], "o", color=BLUE, label="operators ≠ 0, one qubit an angle")
alternating = [QNN(["Z", "X"] * (p // 2) + ["Z"] * (p % 2), "Y+I") for p in layers]
axes.semilogy(layers, [expand(circuit).terms for circuit in alternating], "^-", color=ORANGE, label="operators ≠ 0, one qubit: Z X Z X …")
ranks = [1 + linear_independence(circuit).rank for circuit in alternating]
axes.semilogy(layers, ranks, "D-", color=GREEN, label="of these independent, with ξ = 0")
axes.set(xlabel="gates p", ylabel="number")
axes.legend(fontsize=9)
plt.show()

# %% [markdown]
# Not zero is not yet *independent*: that is notebook 3.
#
# Products stay factored, and only what a state can see is kept: the output of 64 qubits takes half a second, where $3^{64}$ operators could never be listed.

# %%
for qubits in (12, 64):
    state = State.bloch([(0, 0, 1)] * (qubits - 1) + [(0, 1, 0)])
    print(f"{qubits} qubits, {3**qubits} operators; output:", expectation(ansatz.paper_experiment(qubits), state))

# %% [markdown]
# Circuits as people write them use one angle in many gates. The same expansion holds, with frequencies above 1: notebook 11.
#
# ## Exercises
#
# **1.** How many of the operators $\Phi_\xi(M)$ are not zero for the product network with $p=10$? (`ansatz.paper_experiment(10)`; you need not list them.)

# %% tags=["exercise"]
number = None

# %%
check(number, lambda n: n == expand(ansatz.paper_experiment(10)).terms, "each angle has a qubit of its own, and each qubit three operators I, Y, X")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# number = 3**10
# ```
#
# Each factor $Y+I$ has the three parts $I,Y,X$, none of them zero, and the operators of the product are their tensor products.
#
# </details>
#
# **2.** An observable (one-qubit Pauli text, not a multiple of $I$) for which no output of the network "first $Z$, then $X$" depends on $\theta_2$.

# %% tags=["exercise"]
observable = None  # for instance "Y+I"


# %%
def only_first(text):
    alive = [xi for xi, phi in table(QNN(["Z", "X"], text)).items() if phi]
    return all(xi[1] == "0" for xi in alive) and any(xi != "00" for xi in alive)


check(observable, only_first, "in the Heisenberg picture the last layer meets the observable first: what does X leave alone?")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# observable = "X"
# ```
#
# The last gate meets $M$ first, and $X$ commutes with $X$: nothing goes with $\cos2\theta_2$ or $\sin2\theta_2$.
#
# </details>
#
# **3.** Predict with a tree on paper: which of the 9 operators vanish for the generators $Z$, then $X$, and $M=Y$? Give a set of texts such as `{"00", "12"}`.

# %% tags=["exercise"]
vanishing = None

# %%
check(
    vanishing,
    lambda names: set(names) == {xi for xi, phi in table(QNN(["Z", "X"], "Y")).items() if not phi},
    "X turns Y into Y and ±Z (never leaves a part alone); Z turns Y into Y and ±X, and leaves Z alone",
)

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# vanishing = {"00", "01", "10", "12", "20", "22"}
# ```
#
# $X$ splits $Y$ into $\cos2\theta_2$ and $\sin2\theta_2$ parts only, so $\xi_2\neq0$. The first, $Y$, is split by $Z$ once more (11, 21); the second, $\pm Z$, commutes with $Z$ (02).
#
# </details>
#
# **Teach back.** Explain to somebody who knows notebook 1 why a circuit of 20 gates on one qubit cannot have 21 independent operators, in three sentences and one sketch.
#
# <details><summary>One answer</summary>
#
# A Hermitian operator of one qubit is $aI+xX+yY+zZ$: four real numbers. So among any five of the operators $\Phi_\xi(M)$ one is a combination of the others, and the functions that belong
# to them cannot be had with free coefficients. The sketch: an arrow on the Bloch sphere; more gates move it on more complicated ways, but it stays an arrow with three coordinates.
#
# </details>
