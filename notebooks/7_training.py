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
# # 7 · Training, and getting stuck
#
# **Question.** How often does gradient-based training find the global minimum of a loss that is *proved* to have $2^p-1$ spurious ones?
#
# Teaches: You & Wu (ICML 2021), Section 6, Figures 2-4. The instance is our closed-form one (the paper's supplement is not available): the dataset of Theorem 2 on the paper's
# network, $h=Z$, $m=Y+I$.
#
# **Predict first.** Training starts at a uniformly random point. With one angle, the probability of success is $q$. With $p$ angles, is it about $q$, $q/p$ or $q^p$?

# %%
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
from exercise import check

from symqnn import ansatz, loss, theorem_2
from symqnn.experiments.ground_truth import level_numbers, match
from symqnn.experiments.instance import closed_form
from symqnn.experiments.statistics import clopper_pearson
from symqnn.training.methods import Adam, RMSProp
from symqnn.training.restarts import run_restarts

instance = closed_form(4, Fraction(3, 10))
print("certificate of the landscape:", instance.checked())
print("exact levels of the minima:", [(str(value), number) for value, number in instance.levels])
runs = run_restarts(instance.objective, 2000, RMSProp(0.01), seed=0)

# %% [markdown]
# Figure 2 in one line: sort the final losses. They are not spread out: they sit on the exact levels $\frac{2r^2}{p}k$.

# %%
figure, axes = plt.subplots(figsize=(7, 3.2))
axes.plot(np.sort(runs.initial_value), ".", markersize=3, color="#999999", label="loss at the random start")
axes.plot(np.sort(runs.value), ".", markersize=4, color="#0072b2", label="loss at the end")
for value, _ in instance.levels:
    axes.axhline(float(value), color="#d55e00", linewidth=0.8)
axes.set(xlabel="run, sorted", ylabel="loss", title="lines: the certified levels")
axes.legend()
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
# ## Exercises
#
# **1.** The exact success probability for $p=16$ and $r^2=\frac3{10}$, to two digits (a float; the library knows it).

# %% tags=["exercise"]
probability = None

# %%
check(probability, lambda number: abs(number / closed_form(16, Fraction(3, 10)).success - 1) < 0.05, "q^p; closed_form(p, r²).success")

# %% [markdown]
# **2.** An $r^2$ (a `Fraction` below $\frac12$) for which more than half of the runs succeed at $p=4$.

# %% tags=["exercise"]
r_squared = None

# %%
check(r_squared, lambda value: value < Fraction(1, 2) and closed_form(4, value).success > 0.5, "q must exceed 0.84: solve arcsin(r²/(1-r²))/π > 0.34")

# %% [markdown]
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
# The figures at full size: `symqnn train figure-2`, `figure-3` ($p=16$, 5000 runs), `figure-4` (success against $p$). With the loss as an exact polynomial at hand, the minima are theorems,
# and the only statistics left is that of the starting points.

# %%
made = theorem_2(ansatz.paper_experiment(2), r_squared="3/10")
print(loss(made.construction.qnn, made.construction.dataset))
