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
# Generators $H_l=W_lHW_l^\dagger$ with Haar-random $W_l$, $H^2=I$, $\operatorname{tr}H=0$. The Gram matrix $G$ is then random, and independence means $\det G\neq0$.
#
# **Predict first.** For $p=2$ angles and $d=8$ dimensions: is the probability of independence close to 0, about $\frac12$, close to 1, or exactly 1?

# %%
from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
from exercise import check

from symqnn import failure_bound, gram_mean, gram_variance, monte_carlo, probability
from symqnn.haar.montecarlo import sample_gram

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
figure, axes = plt.subplots(1, 3, figsize=(10, 2.8), sharex=True)
for axis, d in zip(axes, (4, 8, 32), strict=True):
    signs = [1] * (d // 2) + [-1] * (d // 2)
    sizes = sample_gram(generator, 600, 1, signs, d // 2)[:, 1, 1] / d
    mean = float(gram_mean("1", "1").at(d, Fraction(1, d)))
    spread = float(gram_variance("1", "1").at(d, Fraction(1, d))) ** 0.5
    axis.hist(sizes, bins=30, color="tab:blue")
    axis.axvspan(mean - spread, mean + spread, color="tab:orange", alpha=0.3)
    axis.axvline(mean, color="tab:orange")
    axis.set(title=f"d = {d}", xlabel="tr Φ_1(M)² / tr M²")
axes[0].set(ylabel="networks of 600")
plt.show()

# %% [markdown]
# Chebyshev's inequality with these moments gives a bound $\varepsilon_p(d)$ on the probability of dependence, $O(1/d)$ as in the paper. But $\det G$ is a polynomial in the
# entries of the $W_l$: it vanishes identically, or almost never. So the probability is **exactly 0 or 1**.

# %%
dimensions = range(4, 130, 2)
figure, axes = plt.subplots(figsize=(7, 3.4))
for p in (1, 2, 3):
    bound = failure_bound(p)
    axes.plot(dimensions, [float(bound.at(d, Fraction(1, d))) for d in dimensions], label=f"p = {p}, κ = 1/d")
axes.axhline(1, color="black", linewidth=0.8)
axes.set(yscale="log", xscale="log", xlabel="dimension d", ylabel="bound ε on P(dependent)")
axes.legend()
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
# **2.** The smallest even $d$ with probability 1 at $p=3$ according to `probability(3, d)`. (Its value is 1, 0, or `None` where neither is known.)

# %% tags=["exercise"]
smallest = None

# %%
check(smallest, lambda d: probability(3, d).value == 1 and probability(3, d - 2).value != 1, "try even numbers from 2 on")

# %% [markdown]
# On the command line: `symqnn haar --p 2 --d 8 --samples 10000`.
