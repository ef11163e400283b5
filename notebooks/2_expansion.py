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

from symqnn import QNN, State, ansatz, expand, expectation, operator


def table(qnn):
    return {"".join(xi): operator(qnn, "".join(xi)) for xi in product("012", repeat=qnn.layers)}


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
# Products stay factored, and only what a state can see is kept: the output of 64 qubits takes milliseconds, where $3^{64}$ operators could never be listed.

# %%
qnn = ansatz.paper_experiment(12)
state = State.bloch([(0, 0, 1)] * 11 + [(0, 1, 0)])
print(expand(qnn).terms, "Pauli terms;", "output:", expectation(qnn, state))

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
