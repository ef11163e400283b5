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
# # 10 · Draw a landscape, then train on it
#
# **Question.** Which functions of the angles can be the training loss of a quantum neural network?
#
# Teaches: You & Wu (ICML 2021), Section 5, and its converse, which is ours. Their Fourier argument says that a loss has frequencies up to 2 in each phase $2\theta_l$. Here: that is the *only* restriction.
#
# **Predict first.** The paper's network with two angles has nine operators. You may prescribe the 24 non-constant coefficients of a trigonometric polynomial of degree 2 in each
# angle. For how many of these choices is there a dataset whose loss is that polynomial, up to a positive factor and a constant?

# %%
import matplotlib.pyplot as plt
import numpy as np
from exercise import check

from symqnn import QNN, ansatz, critical_points, dataset_for, loss, many_minima, read_formula
from symqnn.construction.reachable_gram import ForbiddenError
from symqnn.training.circuit_objective import circuit_objective
from symqnn.training.methods import Adam
from symqnn.training.restarts import run_restarts

qnn = ansatz.paper_experiment(2)
target = read_formula("cos(4θ1) + cos(4θ2) - 1/2*cos(2θ1) - 1/3*sin(2θ2)", qnn.torus)
made = dataset_for(qnn, target)
data = made.construction.dataset
print(made.construction.samples_text)
print("loss =", loss(qnn, data))
print(f"     = {made.factor}·(T + {made.constant}), T = {target}")

# %% [markdown]
# For *all* of them. Products of two residuals span the polynomials of degree 2, and $\sum_eb_e^2$ is constant, so $T$ plus a constant is a sum of squares of residuals; each square is one
# sample (Eqn 18). The theorem `universality` in `proofs/formal` says so for every network with linear independence.
#
# Left the drawing, right the loss, simulated from states and labels as a circuit, not from the polynomial.

# %%
objective = circuit_objective(qnn, data)
grid = np.linspace(0, np.pi, 60)
points = np.stack(np.meshgrid(grid, grid), -1)
simulated, _ = objective.value_and_gradient(points.reshape(-1, 2))
figure, axes = plt.subplots(1, 2, figsize=(8, 3.4))
for place, values, title in zip(axes, (target.numeric(points), simulated.reshape(60, 60)), ("drawn", "trained on"), strict=True):
    place.contourf(grid, grid, values, 16)
    place.set(xlabel="θ₁", ylabel="θ₂", title=title)
plt.show()

# %% [markdown]
# Four wells, by the complete certified list; two of them as deep as each other. Then training.

# %%
found = critical_points(loss(qnn, data))
print(found.status, "by Morse index:", found.by_index)
runs = run_restarts(objective, 400, Adam(0.02), seed=0)
values, numbers = np.unique(np.round(runs.value, 4), return_counts=True)
print("final losses:", dict(zip(values.tolist(), numbers.tolist(), strict=True)))

# %% [markdown]
# ## More minima than $p!\,2^p$
#
# How many wells can be drawn? The paper has $2^p$ minima, a Latin square of zeros $p!\,2^p$. One polynomial has $\frac32p!\,2^p$: 12 for two angles, 72 for three.

# %%
twelve = many_minima(qnn)
print(len(twelve.result.minima), "minima,", twelve.construction.samples_text)
print("complete list, by Morse index:", critical_points(twelve.construction.loss()).by_index)

# %% [markdown]
# ## Exercises
#
# **1.** A formula for one angle of the paper's network, `ansatz.paper_experiment(1)`, whose loss has two minima of *different* values.

# %% tags=["exercise"]
formula = None


# %%
def two_wells(text):
    one = ansatz.paper_experiment(1)
    listed = critical_points(dataset_for(one, read_formula(text, one.torus)).construction.loss())
    return listed.by_index[0] == 2 and len(listed.levels()) == 2


check(formula, two_wells, "cos(4θ1) has two equal wells; what tilts them? Not cos(2θ1): that keeps θ1 ↦ -θ1, which exchanges them")

# %% [markdown]
# **2.** The network with $M=YY$ reaches no residual in one angle alone. Give a target (a formula) that is *not* the loss of any dataset for it.

# %%
blind = QNN(["ZI", "IZ"], "YY")


def forbidden(text):
    try:
        dataset_for(blind, read_formula(text, blind.torus))
    except ForbiddenError:
        return True
    return False


# %% tags=["exercise"]
unreachable = None

# %%
check(unreachable, forbidden, "squares of functions of both angles have even frequencies in each; give an odd one")

# %% [markdown]
# **3.** How many of the 32 complex critical points of the loss with twelve minima are real?

# %% tags=["exercise"]
real = None

# %%
check(real, lambda number: number == critical_points(twelve.construction.loss()).number, "add up the complete list")

# %% [markdown]
# On the command line: `symqnn construct landscape --p 2 --target "…" --figure wells.svg`, `symqnn construct many-minima --p 3`, `symqnn benign` for the opposite wish.
