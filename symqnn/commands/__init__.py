"""The commands of ``symqnn``, a module each: ``add(commands)`` declares one, and what it runs
stands beside it.

Reading order:

* ``circuits``: ``symqnn circuits``: which circuit files are read, with which options, and what
  stands in the way.
* ``construction_outcome``: What ``symqnn construct`` shows: a certificate, lines, a table of
  minima; and how it reads θ*.
* ``export_coq``: ``symqnn export-coq``: a certificate for Coq's kernel, or for the checker
  extracted from Coq.
* ``internal_error``: What is said of a fault of symqnn itself: one message, and a file with
  everything a report of it needs.
* ``network``: Where the network of a command comes from: a file, Pauli texts, or a built-in
  family.
* ``outcome``: What commands do with results: exit codes, progress, the checker's veto, JSON.
* ``parser``: The parser of a command some of whose first words have a parser of their own.
* ``sweep``: ``symqnn sweep count``: a survey of random datasets, as text, CSV and picture.
* ``analyse``: ``symqnn analyse``: what an ansatz can do, exactly.
* ``construct_datasets``: ``symqnn construct``: what each statement about datasets shows of the
  dataset that it builds.
* ``construct``: ``symqnn construct``: a dataset with exactly known minima for your network, its
  certificate, and the table of its minima.
* ``construct_landscape``: ``symqnn construct landscape``: a dataset whose loss is a given
  trigonometric polynomial, up to a positive factor and a constant.
* ``count``: ``symqnn count``: all critical points of a loss, with certificates.
* ``expand``: ``symqnn expand``.
* ``expand_noise``: ``symqnn expand --noise``.
* ``haar``: ``symqnn haar``: typical networks, Theorem 6.
* ``independence``: ``symqnn independence``.
* ``prove``: ``symqnn prove``: regenerate shipped certificates.
* ``search_minima``: ``symqnn search-minima``: a search for losses of two angles with many local
  minima, what it finds with proof.
* ``train``: ``symqnn train``: training on one's own data, and the experiments of Section 6, with
  CSV files and figures.
* ``verify``: ``symqnn verify``: every statement that applies, its certificate, the checker's
  answer.
* ``benign``: ``symqnn benign``: a proof that a loss has no spurious local minima, exactly or up
  to a named δ.
* ``minimise``: ``symqnn minimise``: the certified least value of an output or a loss.
* ``report``: ``symqnn report``: pages for people.
* ``train_own``: ``symqnn train --dataset``: training on a loss of one's own, and the certified
  gap to the best possible.
"""
