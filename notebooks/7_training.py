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
# # 7 · Training, and getting stuck
#
# **Question.** How often does gradient-based training find the global minimum of a loss that is *proved* to have $2^p-1$ spurious ones?
#
# Teaches: You & Wu (ICML 2021), Section 6, Figures 2-4. The instance is our closed-form one (the paper's supplement is not available): the dataset of Theorem 2 on the paper's
# network, $h=Z$, $m=Y+I$.
#
# **You will be able to**
# - see basins of attraction, and compute how large they are;
# - compare a hit rate with an exact probability, with an honest error bar;
# - say what "reached the global minimum" means without a tolerance.
#
# **Predict first.** Training starts at a uniformly random point. With one angle, the probability of success is $q$. With $p$ angles, is it about $q$, $q/p$ or $q^p$?

# %%
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREY, ORANGE, landscape
from exercise import check

from symqnn import ansatz, critical_points, gradient, loss, theorem_2
from symqnn.experiments.ground_truth import level_numbers, match
from symqnn.experiments.instance import closed_form
from symqnn.experiments.statistics import clopper_pearson
from symqnn.report.figures_circuit import draw_circuit
from symqnn.training.methods import Adam, RMSProp
from symqnn.training.restarts import run_restarts

draw_circuit(ansatz.paper_experiment(4))

# %% [markdown]
# ## Two angles: where do descents go?
#
# Sixty starts at random, each follows the slope down. The white lines go through the maxima of one angle: nobody crosses them. Who starts in the rectangle of the global minimum ($G$) succeeds.

# %%
made = theorem_2(ansatz.paper_experiment(2), r_squared="3/10")
trap = loss(made.construction.qnn, made.construction.dataset)
slopes = gradient(trap)
listed = critical_points(trap)


def descents(starts, steps=150, rate=0.02):
    """The paths of gradient descent, shape (steps + 1, starts, 2)."""
    paths = [starts]
    for _ in range(steps):
        paths.append(paths[-1] - rate * np.stack([slope.numeric(paths[-1]) for slope in slopes], axis=-1))
    return np.array(paths)


paths = descents(np.random.default_rng(4).random((60, 2)) * np.pi)

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(5.6, 4.8))
figure.colorbar(landscape(axes, trap), label="loss")
for shift in (-np.pi, 0, np.pi):  # a path that leaves at one side comes in at the other
    for other in (-np.pi, 0, np.pi):
        axes.plot(paths[:, :, 0] + shift, paths[:, :, 1] + other, color="black", linewidth=0.8)
for maximum in listed.points(2):
    axes.axvline(maximum.theta[0], color="white", linestyle="--")
    axes.axhline(maximum.theta[1], color="white", linestyle="--")
for minimum in listed.points(0):
    is_global = minimum in listed.global_minima()
    axes.plot(*minimum.theta, "o", color="white", markeredgecolor="black", markersize=11 if is_global else 7, clip_on=False)
    axes.annotate("G" if is_global else "", minimum.theta, xytext=(8, 8), textcoords="offset points", color="white", weight="bold")
axes.set_title("60 descents, four minima")
plt.show()

# %% [markdown]
# ## Four angles, 2000 runs
#
# Sixteen minima, one of them global.

# %%
instance = closed_form(4, Fraction(3, 10))
print("certificate of the landscape:", instance.checked())
print("exact levels of the minima:", [(str(value), number) for value, number in instance.levels])
runs = run_restarts(instance.objective, 2000, RMSProp(0.01), seed=0)

# %% [markdown]
# Figure 2 in one line: sort the final losses. They are not spread out: they sit on the exact levels $\frac{2r^2}{p}k$.

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(7, 3.2))
axes.plot(np.sort(runs.initial_value), ".", markersize=3, color=GREY, label="loss at the random start")
axes.plot(np.sort(runs.value), ".", markersize=4, color=BLUE, label="loss at the end")
for value, _ in instance.levels:
    axes.axhline(float(value), color=ORANGE, linewidth=0.8)
axes.set(xlabel="run, sorted", ylabel="loss", title="lines: the certified levels")
axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), markerscale=3, frameon=False)
plt.show()

# %% [markdown]
# No tolerance decides what "reached" means: each final point is *matched* to the certified critical point in whose cube it lies, and what does not match is counted.

# %%
matches = match(runs, instance.found)
print(matches.counts())
level = level_numbers(matches, instance.found, np.array([float(value) for value, _ in instance.levels]))
for k, (value, number) in enumerate(instance.levels):
    print(f"level {value!s:5} ({number} minima): {np.sum(level == k):4} runs, expected {2000 * instance.level_probabilities[k]:6.1f}")

# %% [markdown]
# Where does the expectation come from? The loss is a sum of functions of one angle. Gradient flow cannot cross a maximum, and the maxima of one angle lie at
# $\cos2(\theta-\theta^*)=-r^2/(1-r^2)$. Hence $q=\frac12+\frac1\pi\arcsin\frac{r^2}{1-r^2}$ for one angle, and $q^p$ for all.

# %%
hits = int(np.sum(level == 0))
low, high = clopper_pearson(hits, len(runs))
print(f"success: {hits} of {len(runs)}, 95% interval [{low:.3f}, {high:.3f}]; exact probability of gradient flow: {instance.success:.4f}")

# %% [markdown]
# More angles, exponentially fewer successes. Line: the exact $q^p$. Points: 400 runs each, with the exact (Clopper-Pearson) 95 % interval; one in twenty such intervals may miss. A run counts
# as a success when its loss is below the second certified level: from there the way down can end at no other minimum than the global one.

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(6.4, 3.2))
layers = (1, 2, 3, 4, 6)
axes.semilogy(layers, [closed_form(p, Fraction(3, 10)).success for p in layers], "-", color=ORANGE, label="exact: q^p")
for p in layers:
    smaller = closed_form(p, Fraction(3, 10))
    tried = run_restarts(smaller.objective, 400, RMSProp(0.01), seed=1)
    reached = int(np.sum(tried.value < float(smaller.levels[1][0])))
    low, high = clopper_pearson(reached, 400)
    rate = reached / 400
    axes.errorbar(p, rate, yerr=[[rate - low], [high - rate]], fmt="o", color=BLUE, capsize=4, label="400 runs" if p == 1 else None)
axes.set(xlabel="angles p", ylabel="success", xticks=layers)
axes.minorticks_off()
axes.set_yticks([0.05, 0.1, 0.2, 0.4, 0.8], ["5 %", "10 %", "20 %", "40 %", "80 %"])
axes.legend()
plt.show()

# %% [markdown]
# ## Exercises
#
# **1.** The exact success probability for $p=16$ and $r^2=\frac3{10}$, to two digits (a float; the library knows it).

# %% tags=["exercise"]
probability = None

# %%
check(probability, lambda number: abs(number / closed_form(16, Fraction(3, 10)).success - 1) < 0.05, "q^p; closed_form(p, r²).success")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# probability = 0.00081
# ```
#
# $q=\frac12+\frac1\pi\arcsin\frac37\approx0.641$, and $q^{16}\approx0.0008$.
#
# </details>
#
# **2.** An $r^2$ (a `Fraction` below $\frac12$) for which more than half of the runs succeed at $p=4$.

# %% tags=["exercise"]
r_squared = None

# %%
check(r_squared, lambda value: value < Fraction(1, 2) and closed_form(4, value).success > 0.5, "q must exceed 0.84: solve arcsin(r²/(1-r²))/π > 0.34")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# r_squared = Fraction(47, 100)
# ```
#
# The nearer to $\frac12$, the flatter the trap: its basin shrinks to nothing.
#
# </details>
#
# **3.** Train with Adam instead of RMSProp, same seed, and compare `level` run by run. How many of the 2000 runs end at another level? (For a separable loss, small steps.)


# %%
def differences():  # read it only afterwards
    other = run_restarts(instance.objective, 2000, Adam(0.01), seed=0)
    return int(np.sum(level_numbers(match(other, instance.found), instance.found, np.array([float(value) for value, _ in instance.levels])) != level))


# %% tags=["exercise"]
different = None

# %%
check(different, lambda number: number == differences(), "run_restarts(instance.objective, 2000, Adam(0.01), seed=0), then match and level_numbers as above")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# different = differences()
# ```
#
# None ends elsewhere: with small steps both methods take each angle down into its own valley.
#
# </details>
#
# **Teach back.** Why does "just restart a few times" not save training here? Give a number for $p=30$.
#
# <details><summary>One answer</summary>
#
# Each angle has its own two valleys and the start decides for each of them independently: success needs all $p$ right, $q^p$. With $q\approx0.64$ and $p=30$ that is about $1.6\cdot10^{-6}$: some 600 000 restarts for one success on average.
#
# </details>
#
# The figures at full size: `symqnn train figure-2`, `figure-3` ($p=16$, 5000 runs), `figure-4` (success against $p$). With the loss as an exact polynomial at hand, the minima are theorems,
# and the only statistics left is that of the starting points.
