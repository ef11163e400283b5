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
# **You will be able to**
# - turn a formula for a landscape into a training set with that loss;
# - say which functions are *not* losses of a network, and why;
# - name the most minima that are known for two angles.
#
# **Predict first.** The paper's network with two angles has nine operators. You may prescribe the 24 non-constant coefficients of a trigonometric polynomial of degree 2 in each
# angle. For how many of these choices is there a dataset whose loss is that polynomial, up to a positive factor and a constant?

# %%
import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, ORANGE, landscape
from exercise import check

from symqnn import QNN, TrigPoly, ansatz, critical_points, dataset_for, expectation, loss, many_minima, read_formula
from symqnn.construction.reachable_gram import ForbiddenError
from symqnn.report.figures_circuit import draw_circuit
from symqnn.training.circuit_objective import circuit_objective
from symqnn.training.methods import Adam
from symqnn.training.restarts import run_restarts

qnn = ansatz.paper_experiment(2)
draw_circuit(qnn)

# %%
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
# What does such a sample do? One sample, one square: its residual is a function of the two angles that vanishes along curves (black), and the loss is the mean of the squares. Here are all
# four.

# %%
grid = np.linspace(0, np.pi, 121)
points = np.stack(np.meshgrid(grid, grid), -1)

# %% tags=["hide-input"]
figure, axes = plt.subplots(2, 2, figsize=(7, 7))
for k, (place, (state, label)) in enumerate(zip(axes.flat, data.samples, strict=True)):
    residual = expectation(qnn, state) - TrigPoly.constant(label, qnn.torus)
    landscape(place, residual * residual, title=f"square of residual {k + 1}", parts=2)
    place.contour(grid, grid, residual.numeric(points), levels=[0], colors="black")
    place.set_aspect("equal")
plt.show()

# %% [markdown]
# Left the drawing with its four wells, marked by the complete certified list; they come in two pairs of equal depth. Right the loss, simulated from states and labels as a circuit, not from the
# polynomial, and the places where 400 training runs end.

# %%
found = critical_points(loss(qnn, data))
print(found.status, "by Morse index:", found.by_index)
objective = circuit_objective(qnn, data)
runs = run_restarts(objective, 400, Adam(0.02), seed=0)
simulated, _ = objective.value_and_gradient(points.reshape(-1, 2))

# %% tags=["hide-input"]
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4.4))
landscape(left, target, found, "drawn")
landscape(right, target, title="simulated and trained on")
right.contourf(grid, grid, simulated.reshape(121, 121), levels=24, cmap="cividis")
right.plot(*(runs.theta % np.pi).T, "x", color=ORANGE, clip_on=False)
plt.show()

# %% [markdown]
# A run ends in the well in whose basin it began: what counts is how wide the basin is, not how deep. The two levels are reached almost equally often:

# %%
values, numbers = np.unique(np.round(runs.value, 4), return_counts=True)

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(6, 2.4))
axes.barh([f"{value:.4f}" for value in values], numbers, color=BLUE)
axes.set(xlabel="runs of 400", ylabel="final loss")
plt.show()

# %% [markdown]
# ## More minima than $p!\,2^p$
#
# How many wells can be drawn? The paper has $2^p$ minima, a Latin square of zeros $p!\,2^p$. One polynomial has $\frac32p!\,2^p$: 12 for two angles, 72 for three.

# %%
twelve = many_minima(qnn)
print(len(twelve.result.minima), "minima,", twelve.construction.samples_text)
crowded = critical_points(twelve.construction.loss())
print("complete list, by Morse index:", crowded.by_index)

# %%
formula_of_twelve = twelve.construction.loss()

# %% tags=["hide-input"]
figure, (left, right) = plt.subplots(1, 2, figsize=(9.5, 4.6))
landscape(left, formula_of_twelve, crowded, "twelve minima")
landscape(right, formula_of_twelve, crowded, "three saddles around a minimum")
window = (1.15, 1.5)
marked = [point for point in crowded.points() if all(window[0] < theta < window[1] for theta in point.theta)]
low, *_, high = sorted(float(point.value[0]) for point in marked)
near = np.linspace(*window, 121)
closer = formula_of_twelve.numeric(np.stack(np.meshgrid(near, near), -1))
shades = right.contourf(near, near, closer, levels=np.linspace(2 * low - high, 3 * high - 2 * low, 31), extend="both", cmap="cividis")
figure.colorbar(shades, label="loss", format="%.5f")
right.set(xlim=window, ylim=window)
for axis in (right.xaxis, right.yaxis):
    axis.set_ticks([1.2, 1.3, 1.4, 1.5], ["1.2", "1.3", "1.4", "1.5"])
for line in right.lines:  # marks outside this window
    line.set_clip_on(True)
right.get_legend().remove()
left.add_patch(plt.Rectangle((1.15, 1.15), 0.35, 0.35, fill=False, color="white", linewidth=2))
plt.show()

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
# <details><summary>A solution</summary>
#
# ```python
# formula = "cos(4θ1) + 1/2*sin(2θ1)"
# ```
#
# The wells of $\cos4\theta$ lie at $\pi/4$ and $3\pi/4$, where $\sin2\theta$ is $1$ and $-1$.
#
# </details>
#
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
# <details><summary>A solution</summary>
#
# ```python
# unreachable = "cos(2θ1)"
# ```
#
# Residuals of $YY$ are products $b(\theta_1)b(\theta_2)$ minus a label; their squares have even frequencies in each angle (or odd ones in both).
#
# </details>
#
# **3.** How many of the 32 complex critical points of the loss with twelve minima are real?

# %% tags=["exercise"]
real = None

# %%
check(real, lambda number: number == critical_points(twelve.construction.loss()).number, "add up the complete list")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# real = 32
# ```
#
# 12 minima, 16 saddles, 4 maxima: all complex critical points are real.
#
# </details>
#
# **Teach back.** "Training sets that make a bad landscape are pathological; nature is kind." Say what this notebook proves, and what it does not.
#
# <details><summary>One answer</summary>
#
# It proves that for independent networks every landscape of the right frequencies occurs, the kind ones and the bad ones. So no theorem about the network alone can promise a good landscape. It does not prove that a dataset from practice is a bad one: which landscapes are *likely* is another question, and needs an assumption about data.
#
# </details>
#
# On the command line: `symqnn construct landscape --p 2 --target "…" --figure wells.svg`, `symqnn construct many-minima --p 3`, `symqnn benign` for the opposite wish.
