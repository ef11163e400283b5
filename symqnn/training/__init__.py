"""Training by gradients in floating point (Section 6):
it searches and measures, it never concludes.

Reading order:

* ``objective``: What is minimised: losses in floats with exact analytic gradients, many points at
  a time.
* ``circuit_objective``: The loss of any small network, given by matrices, with gradients from one
  sweep forwards and one back.
* ``methods``: The update rules: gradient descent, Adam and RMSProp in PyTorch's form, and the
  settings of L-BFGS.
* ``line_search``: A line search for the strong Wolfe conditions, for many runs at once: the steps
  of PyTorch's ``_strong_wolfe``, row by row.
* ``lbfgs``: L-BFGS for many runs at once: two-loop recursion with a memory of its own for every
  row.
* ``minimise``: Minimisation from many starting points at once; each point is left alone as soon
  as its gradient is small.
* ``restarts``: Many restarts in chunks: the same bytes for any number of workers, with joblib or
  Dask, interrupted or not.
* ``rotosolve``: Coordinate-wise exact minimisation (Rotosolve): each angle in turn goes to the
  global minimum of the loss in that angle alone.
"""
