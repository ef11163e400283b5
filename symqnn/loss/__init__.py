r"""The loss of a network on a dataset: residuals, polynomial, derivatives,
exact values of the derivatives.

Reading order:

* ``derivatives``: Gradient and Hessian of trigonometric polynomials in the user's angles.
* ``grid``: Evaluation and interpolation of trigonometric polynomials modulo primes on a grid of
  points of the circle.
* ``outputs``: Outputs tr(ρM(θ)) of one network in many states, as sums of products of polynomials
  in disjoint angles.
* ``squares``: Weighted sums of squares :math:`\sum_iw_iR_i^2` of trigonometric polynomials,
  exactly.
* ``training``: Residuals and the training loss as exact trigonometric polynomials.
* ``jets``: Exact value, gradient and Hessian of a loss at rational points, without multiplying
  it out.
"""
