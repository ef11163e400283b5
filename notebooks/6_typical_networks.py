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
# # 6 · Typical networks
#
# **Question.** Are the independent networks of Theorem 2 rare, or is a random one likely to be independent?
#
# Teaches: You & Wu (ICML 2021), Theorem 6, Eqns 21-23; the exact moments and the zero-one law are ours.
#
# **You will be able to**
# - say what is random in a "typical" network, and what $\det G\neq0$ has to do with it;
# - read an exact mean and variance, and compare them with sampled networks;
# - explain why a probability can only be 0 or 1 here.
#
# Generators $H_l=W_lHW_l^\dagger$ with Haar-random $W_l$, $H^2=I$, $\operatorname{tr}H=0$. The Gram matrix $G$ is then random, and independence means $\det G\neq0$.
#
# **Predict first.** For $p=2$ angles and $d=8$ dimensions: is the probability of independence close to 0, about $\frac12$, close to 1, or exactly 1?

# %%
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
from drawing import AMBER, BLUE, ORANGE, bloch_arrow, bloch_sphere
from exercise import check

from symqnn import ansatz, failure_bound, gram_mean, gram_variance, monte_carlo, probability
from symqnn.haar.montecarlo import sample_gram
from symqnn.report.figures_circuit import draw_circuit

draw_circuit(ansatz.random_network(dimension=8, layers=2, seed=1))

# %% [markdown]
# ## One qubit: the mean can be seen
#
# For $d=2$ a random $H$ is a random axis $n$ of the Bloch sphere. Let $M$ be the arrow of length 1 along z. The part of $M$ along $n$ commutes with $H$; the part across it is $\Phi_1(M)$, and
# $\operatorname{tr}\Phi_1(M)^2/\operatorname{tr}M^2=1-(n\cdot m)^2$. Axes near the pole leave almost nothing, axes near the equator almost all.

# %%
axes_drawn = np.random.default_rng(2).normal(size=(300, 3))
axes_drawn /= np.linalg.norm(axes_drawn, axis=1, keepdims=True)
across = 1 - axes_drawn[:, 2] ** 2

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(5.6, 4.4), subplot_kw={"projection": "3d"})
bloch_sphere(axes)
shades = axes.scatter(*axes_drawn.T, c=across, cmap="cividis", s=16, vmin=0, vmax=1)
bloch_arrow(axes, (0, 0, 1), ORANGE)
axes.text(0.12, 0.12, 0.7, "M", color=ORANGE)
figure.colorbar(shades, label="tr Φ₁(M)² / tr M²", shrink=0.8)
plt.show()
print(f"mean over these {len(across)} axes: {across.mean():.3f}; exact mean: {gram_mean('1', '1').at(2, Fraction(1, 2))}")

# %% [markdown]
# ## Any dimension: exact moments

# %%
print("E tr Φ_1(M)²   =", gram_mean("1", "1"), " · tr M²")
print("Var tr Φ_1(M)² =", gram_variance("1", "1"), " · (tr M²)²")

# %% [markdown]
# Exact rational functions of the dimension $d$ and of $\kappa=\operatorname{tr}M^4/(\operatorname{tr}M^2)^2$: no sampling. Sampling is the second road:

# %%
sample = monte_carlo(2, [1] * 4 + [-1] * 4, samples=4000, seed=1)
print(f"largest |z| of the comparisons with 4000 sampled networks: {sample.largest_z:.2f}")

# %% [markdown]
# What the moments say, seen: the size of $\Phi_1(M)$ over sampled networks with one angle. The larger the dimension, the closer all of them are to the exact mean (line), which
# tends to $\frac12\operatorname{tr}M^2$; the shaded strip is the exact standard deviation on both sides.

# %%
generator = np.random.default_rng(1)

# %% tags=["hide-input"]
figure, axes = plt.subplots(1, 3, figsize=(10, 2.8), sharex=True)
for axis, d in zip(axes, (4, 8, 32), strict=True):
    signs = [1] * (d // 2) + [-1] * (d // 2)
    sizes = sample_gram(generator, 600, 1, signs, d // 2)[:, 1, 1] / d
    mean = float(gram_mean("1", "1").at(d, Fraction(1, d)))
    spread = float(gram_variance("1", "1").at(d, Fraction(1, d))) ** 0.5
    axis.hist(sizes, bins=30, color=BLUE, alpha=0.8)
    axis.axvspan(mean - spread, mean + spread, color=AMBER, alpha=0.35, zorder=0)
    axis.axvline(mean, color=ORANGE, linewidth=2)
    axis.set(title=f"d = {d}", xlabel="tr Φ₁(M)² / tr M²")
axes[0].set(ylabel="networks of 600")
plt.show()

# %% [markdown]
# Chebyshev's inequality with these moments gives a bound $\varepsilon_p(d)$ on the probability of dependence, $O(1/d)$ as in the paper. But $\det G$ is a polynomial in the
# entries of the $W_l$: it vanishes identically, or almost never. So the probability is **exactly 0 or 1**.

# %%
dimensions = range(4, 130, 2)

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(7, 3.4))
for p in (1, 2, 3):
    bound = failure_bound(p)
    axes.plot(dimensions, [float(bound.at(d, Fraction(1, d))) for d in dimensions], label=f"p = {p}", linestyle=("-", "--", "-.")[p - 1], linewidth=2)
axes.axhspan(1, 100, color="0.9")
axes.text(125, 3, "above 1 a bound says nothing", ha="right")
axes.set(yscale="log", xscale="log", xlabel="dimension d (κ = 1/d)", ylabel="bound ε on P(dependent)", ylim=(5e-5, 60))
axes.set_xticks([4, 8, 16, 32, 64, 128], ["4", "8", "16", "32", "64", "128"])
axes.minorticks_off()
axes.legend(loc="lower left")
plt.show()
for p, d in ((2, 2), (2, 4), (2, 8), (5, 16), (5, 32)):
    answer = probability(p, d)
    print(f"p = {p}, d = {d:2}: P(independent) = {answer.value}")

# %% [markdown]
# ## Exercises
#
# **1.** The variance of $\operatorname{tr}\Phi_1(M)^2$ for one qubit ($d=2$, $\kappa=\frac12$) and $\operatorname{tr}M^2=2$, as a text with a fraction.

# %% tags=["exercise"]
variance = None

# %%
check(variance, lambda text: text == str(4 * gram_variance("1", "1").at(d=2, kappa=Fraction(1, 2))), "4/45 · (tr M²)²")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# variance = "16/45"
# ```
#
# $\operatorname{tr}\Phi_1^2=2(1-u^2)$ with $u$ uniform on $[-1,1]$ (Archimedes): $4\operatorname{Var}u^2=4(\frac15-\frac19)$.
#
# </details>
#
# **2.** The smallest even $d$ with probability 1 at $p=3$ according to `probability(3, d)`. (Its value is 1, 0, or `None` where neither is known.)

# %% tags=["exercise"]
smallest = None

# %%
check(smallest, lambda d: probability(3, d).value == 1 and probability(3, d - 2).value != 1, "try even numbers from 2 on")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# smallest = next(d for d in range(4, 40, 2) if probability(3, d).value == 1)
# ```
#
# It is 8. For $d=2,4$ a count of dimensions forbids independence (probability 0); for $d=6$ the library knows neither for *every* observable and says `None` (notebook 3 draws one independent network there, for one observable).
#
# </details>
#
# **Teach back.** Why is "independent with probability 0.97" impossible for these random networks?
#
# <details><summary>One answer</summary>
#
# $\det G$ is a polynomial in the entries of the random matrices. A polynomial that is not identically zero vanishes only on a set of volume zero, like a curve in the plane. So for a given observable one single independent network forces probability 1, and if there is none the probability is 0.
#
# </details>
#
# On the command line: `symqnn haar --p 2 --d 8 --samples 10000`.
