"""The experiments of Section 6 on our closed-form instance, compared with exact levels, exact
probabilities and certified points.

Reading order:

* ``best_possible``: How far the best run of a training is from the least value that any training
  can reach, where that is certified.
* ``checked``: Certificates of an experiment: given to the stand-alone checker, and kept where
  that is wanted.
* ``classical_checks``: Exact checks on small classical networks: a linear one, one quadratic
  neuron, one sigmoid neuron.
* ``ground_truth``: Which certified critical point a final point belongs to, and how far from it
  it can be.
* ``instance``: The instance of figures 2 to 4: the dataset of Theorem 2 on the paper's network,
  its exact levels, its certified points, its exact success probability.
* ``noisy_coordinate``: Label noise in one coordinate of Theorem 2's loss: how many minima are
  left, and how large the basin of the lower one is.
* ``outcome``: What an experiment gives: tables for CSV files, statistics, sentences, and whatever
  does not agree with the ground truth.
* ``result_file``: Result files of restarts: compressed, with their settings inside, the same
  bytes for the same runs, resumable.
* ``settings``: Settings of experiments: frozen dataclasses whose fields are the options of the
  command line.
* ``statistics``: Confidence intervals, standard scores and the χ² test, without SciPy.
* ``certified_minima``: Final points of training against certified minima: sharpened by exact
  Newton steps, proved one by one, or found in a complete list.
* ``transition_instance``: Instances of the transition: random layers with a teacher's dataset,
  and in how many directions θ moves M(θ), exactly.
* ``classical``: Classical networks beside quantum ones in one table: how many spurious minima can
  a square loss have?
* ``comparison``: Restarts of one method on the closed-form instance, run by run against certified
  minima, certified basins and exact probabilities.
* ``coordinate_wise``: Beyond the paper: coordinate-wise exact minimisation solves the separable
  datasets and gets stuck on parities, as often as predicted.
* ``label_noise``: Label noise (S.M. E.3): does the exponential decay survive? Minima a coordinate
  counted exactly, success rates against exact basins.
* ``basins``: Beyond the paper: how large the basins of attraction are, measured and exact, and
  what they look like for two parameters.
* ``encoded_training``: Training on encoded classical data, every final point checked against
  certified minima.
* ``figure_2``: Figure 2: losses at random starts and where training ends, with the exact levels
  of the minima.
* ``figure_4``: Figure 4: the success rate against the number of parameters, with the exact
  probability.
* ``own_loss``: Training on a loss of one's own: many restarts in floats, and how far the best of
  them is from what is possible.
* ``transition``: Beyond the paper, its open question: how the landscape changes with the number
  of parameters p at fixed dimension d.
* ``figure_3``: Figure 3: the distribution of final losses over the exact levels, for several
  optimisers.
* ``figure_5``: Figure 5 and E.4: linearly separable data, encoded by X and Y rotations; every
  final point proved to lie at a minimum.
* ``real_data``: Measured data that ship with scikit-learn, encoded exactly: beyond constructed
  datasets, and beyond the paper.
"""
