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
# # 3 · Linear independence, and what counts as a proof of a rank
#
# **Question.** When are the operators $\Phi_\xi(M)$, $\xi\neq0$, linearly independent, and how does one *prove* that without trusting a float?
#
# Teaches: You & Wu (ICML 2021), Definition 1; the sharper dimension condition is ours.
#
# The theorems about local minima need independence: only then every choice of Fourier coefficients can be had from a state. The paper's necessary condition is
# $d\geq3^{p/2}$. Ours is $d\geq2\cdot3^{(p-1)/2}$ (for traceless $H_1$).
#
# **Predict first.** $p=5$ angles and $d=16$: $3^5=243\leq256=16^2$. Are there enough dimensions for 242 independent operators?

# %%
import matplotlib.pyplot as plt
import numpy as np
from exercise import check

from symqnn import QNN, ansatz, expand, gram_matrix, linear_independence

for dimension in (16, 32):
    answer = linear_independence(ansatz.random_network(dimension=dimension, layers=5, seed=1))
    print(f"d = {dimension}: {answer.status}, rank {answer.rank} of {answer.operators}")
    print("   ", answer.explanation[0])

# %% [markdown]
# Two thirds of the operators ($\xi_1\neq0$) live between the two eigenspaces of $H_1$: there is room for $2r(d-r)=128$ of them, where $r=8$ is the dimension of one
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
# $G_{\xi\xi'}=\operatorname{tr}\Phi_\xi(M)\Phi_{\xi'}(M)$ is exact, too. Its zero pattern follows from the block theorem: $\xi_1=0$ never meets $\xi_1\neq0$.

# %%
networks = {"paper's experiment, p = 2": ansatz.paper_experiment(2), "random matrices, d = 6, p = 2": ansatz.random_network(dimension=6, layers=2, seed=3)}
figure, panels = plt.subplots(1, 2, figsize=(9, 4))
for panel, (name, qnn) in zip(panels, networks.items()):
    gram = gram_matrix(qnn)
    rows = np.array([[float(entry) for entry in row] for row in gram.rows()])
    size = np.sqrt(np.outer(np.diag(rows), np.diag(rows)))
    shown = panel.imshow(rows / size, cmap="RdBu", vmin=-1, vmax=1)
    panel.set(title=name, xticks=range(len(rows)), yticks=range(len(rows)), xlabel="ξ'", ylabel="ξ")
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
# **2.** One angle, any network: Can *exactly one* of $\Phi_1(M),\Phi_2(M)$ vanish? Answer `True` or `False`, after trying.

# %% tags=["exercise"]
one_vanishes = None

# %%
check(one_vanishes, lambda answer: answer is False, "Φ_2 = iHΦ_1 and H is invertible")

# %% [markdown]
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
# With a certificate: `symqnn independence --generators ZI IZ --observable "(Y+I)(Y+I)" --certificate independent.certificate.json`, to be read in notebook 8.
