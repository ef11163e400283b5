# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2 · The expansion $M(\theta)$, and interference
#
# **Question.** A circuit with $p$ angles: how many functions of $\theta$ can its outputs be made of, and which of them does a given circuit lose?
#
# Teaches: You & Wu (ICML 2021), Eqns 11 and 12.
#
# $$M(\theta)=\sum_{\xi\in\{0,1,2\}^p}\Phi_\xi(M)\prod_{\xi_l=1}\cos2\theta_l\prod_{\xi_l=2}\sin2\theta_l$$
#
# **Predict first.** Two generators on two qubits, $H_1=Z\otimes I$, $H_2=I\otimes Z$: how many of the $3^2=9$ operators $\Phi_\xi(M)$ are
# non-zero for $M=(Y+I)\otimes(Y+I)$? And if both generators act on the *same* qubit?

# %%
from itertools import product

import matplotlib.pyplot as plt
import numpy as np
from exercise import check

from symqnn import QNN, State, ansatz, critical_points, expand, expectation, operator


def table(qnn):
    return {"".join(xi): operator(qnn, "".join(xi)) for xi in product("012", repeat=len(qnn.parameters))}


for name, qnn in {
    "two qubits": QNN(["ZI", "IZ"], "(Y+I)(Y+I)"),
    "one qubit, twice Z": QNN(["Z", "Z"], "Y+I"),
    "one qubit, Z then X": QNN(["Z", "X"], "Y+I"),
}.items():
    print(f"\n{name}:")
    for xi, phi in table(qnn).items():
        print(f"   Φ_{xi} = {phi}")

# %% [markdown]
# On two qubits all nine are there and different. On one qubit with twice $Z$ the operators repeat: $\Phi_{11}=Y=-\Phi_{22}$, the two terms **interfere**
# to $\cos2\theta_1\cos2\theta_2-\sin2\theta_1\sin2\theta_2=\cos2(\theta_1+\theta_2)$: only the sum of the angles counts. A one-qubit observable has room
# for 4 independent operators, not for 9.
#
# A picture of a larger circuit: which $\xi$ survive? Each square is one $\xi\in\{0,1,2\}^4$ (first two digits: row).

# %%
circuits = {
    "product, p = 4": ansatz.paper_experiment(4),
    "Z X Z X on one qubit": QNN(["Z", "X", "Z", "X"], "Y+I"),
    "random matrices, d = 6": ansatz.random_network(dimension=6, layers=4, seed=1),
}
figure, panels = plt.subplots(1, 3, figsize=(10, 3.4))
for panel, (name, qnn) in zip(panels, circuits.items()):
    alive = np.array([[bool(operator(qnn, "".join(row + column))) for column in product("012", repeat=2)] for row in product("012", repeat=2)])
    panel.imshow(alive, cmap="cividis", vmin=0, vmax=1)
    panel.set(title=f"{name}\n{alive.sum()} of 81 operators", xlabel="ξ₃ξ₄", ylabel="ξ₁ξ₂")
    panel.set(xticks=range(9), yticks=range(9))
    panel.set_xticklabels(["".join(xi) for xi in product("012", repeat=2)], fontsize=7, rotation=90)
    panel.set_yticklabels(["".join(xi) for xi in product("012", repeat=2)], fontsize=7)
figure.tight_layout()
plt.show()

# %% [markdown]
# Non-zero is not yet *independent*: that is notebook 3.
#
# ## A circuit with many angles
#
# Products stay factored, and only what a state can see is kept: the output of 64 qubits takes half a second, where $3^{64}$ operators could never be listed.

# %%
for qubits in (12, 64):
    state = State.bloch([(0, 0, 1)] * (qubits - 1) + [(0, 1, 0)])
    print(f"{qubits} qubits, {3**qubits} operators; output:", expectation(ansatz.paper_experiment(qubits), state))

# %% [markdown]
# ## Angles that are shared: QAOA
#
# Circuits as people write them use one angle in many gates. QAOA for MaxCut, one round: $e^{-i\gamma H_C}$ with $H_C=\frac12\sum_{uv}Z_uZ_v$ over the edges of a graph,
# then $e^{-i\beta H_B}$ with $H_B=\sum_vX_v$, on the state $|+\cdots+\rangle$. The same expansion holds, in the products $\cos k\gamma$, $\sin k\gamma$, $\cos2k\beta$, …
# of *two* angles, with frequencies $k>1$.
#
# **Predict first.** A square with one diagonal: 5 edges, 4 vertices, so 9 rotations. With an angle for each there would be $3^9$ functions. How many frequency
# vectors are left when 5 rotations share $\gamma$ and 4 share $\beta$?

# %%
edges = [(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)]
qaoa = ansatz.qaoa(edges, 1)
energy = expectation(qaoa, State.bloch([(1, 0, 0)] * 4))  # |+⟩ on every qubit
print(qaoa)
print(qaoa.frequencies.count, "frequency vectors can occur, of", 3**9)
print("E =", energy)

# %% [markdown]
# Exact, by the names of the network, and each angle with its own period: $2\pi$ in $\gamma$ and $\pi$ in $\beta$. A cut of the graph has $(5-E)/2$ edges on average. The marks
# are *all* minima there are, with a proof; notebook 5 says how.

# %%
gamma, beta = np.linspace(0, 2 * np.pi, 200), np.linspace(0, np.pi, 200)
found = critical_points(energy)
minima = np.array([point.theta for point in found.points(0)])
best = min(point.value[1] for point in found.points(0))
figure, axes = plt.subplots(figsize=(7, 3.6))
filled = axes.contourf(gamma, beta, energy.numeric(np.stack(np.meshgrid(gamma, beta), -1)), levels=24, cmap="cividis")
axes.plot(*minima.T, "o", color="white", markeredgecolor="black", label=f"{len(minima)} minima, certified")
axes.set(xlabel="γ (radians)", ylabel="β (radians)", xticks=np.pi * np.arange(5) / 2, yticks=np.pi * np.arange(3) / 2)
axes.set_xticklabels(["0", "π/2", "π", "3π/2", "2π"])
axes.set_yticklabels(["0", "π/2", "π"])
axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.18), frameon=False)
figure.colorbar(filled, label="energy E")
plt.show()
print(f"{found.status}: {found.by_index[0]} minima; the best cut on average: {(5 - float(best)) / 2:.3f} of 5 edges (MaxCut: 4)")

# %% [markdown]
# ## Exercises
#
# **1.** How many of the operators $\Phi_\xi(M)$ are non-zero for the product network with $p=10$? (`ansatz.paper_experiment(10)`; you need not list them.)

# %% tags=["exercise"]
number = None

# %%
check(number, lambda n: n == expand(ansatz.paper_experiment(10)).terms, "each angle has a qubit of its own, and each qubit three operators I, Y, X")

# %% [markdown]
# **2.** An observable (one-qubit Pauli text, not a multiple of $I$) for which no output of the network "first $Z$, then $X$" depends on $\theta_2$.

# %% tags=["exercise"]
observable = None  # for instance "Y+I"


# %%
def only_first(text):
    alive = [xi for xi, phi in table(QNN(["Z", "X"], text)).items() if phi]
    return all(xi[1] == "0" for xi in alive) and any(xi != "00" for xi in alive)


check(observable, only_first, "in the Heisenberg picture the last layer meets the observable first: what does X leave alone?")

# %% [markdown]
# **3.** Predict: which of the 9 operators vanish for the generators $Z$, then $X$, and $M=Y$? Give a set of texts such as `{"00", "12"}`.

# %% tags=["exercise"]
vanishing = None

# %%
check(
    vanishing,
    lambda names: set(names) == {xi for xi, phi in table(QNN(["Z", "X"], "Y")).items() if not phi},
    "X turns Y into Y and ±Z (never leaves a part alone); Z turns Y into Y and ±X, and leaves Z alone",
)
