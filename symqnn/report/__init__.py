"""Results for people: text tables, Markdown, LaTeX.

Reading order (what pages look like stands in ``templates/``):

* ``assets``: The files of pages as they are shipped: templates, style sheets, scripts.
* ``checker_file``: ``check.pyz``: the stand-alone checker as one file that any Python runs,
  beside the certificates of a report.
* ``count``: What ``symqnn count`` found, for people and machines: the ladder of bounds, the
  critical points by index, the minima.
* ``earlier``: A report directory that is used again: what an earlier report left there must not
  be taken for this one's.
* ``figures_contour``: Regions {L ≥ level} of values on a grid, as closed outlines (marching
  squares); for drawing only.
* ``figures_data``: What pictures of landscapes are drawn from: the loss and the points of a
  checked certificate, nothing else.
* ``figures_style``: The style sheet of the pictures, for light and dark pages and for print.
* ``formulas``: What each statement says, as a formula in the paper's notation.
* ``html_text``: Plain sentences of results as HTML: raised and lowered indices, true minus signs,
  nothing else changed.
* ``latex``: LaTeX documents: preamble, tables that break over pages, a PDF where an engine is
  found.
* ``least``: What ``symqnn minimise`` found, for people and machines.
* ``names``: Names and periods of angles as pages and pictures show them.
* ``networks``: Networks in sentences: gates with their angles, shared parameters, rounded angles.
* ``svg``: Pictures as SVG text, written by plain functions: the same numbers give the same bytes,
  and nothing has to be installed.
* ``terminal``: What a terminal can show: its width, and colour where it has any.
* ``training_figures``: Figures of Section 6, drawn from the tables of an outcome and nothing
  else; PNG and SVG whose bytes depend on nothing but the data.
* ``training_gaps``: Training beside the best possible, for reports: how far the best run is from
  a lower bound that is proved, where one is known.
* ``directory``: The report directory of ``symqnn verify --out``: certificates, report.tex,
  report.html.
* ``figures_analysis``: One picture of what an ansatz can do: the variance of each derivative, and
  how the dynamical Lie algebra grows.
* ``figures_circuit``: The network as a circuit diagram: a column a gate, in order of action, then
  the measurement of M.
* ``figures_commutation``: The commutation graph of a network: which generators commute, which
  anticommute.
* ``figures_landscape``: The loss over one period with all its certified critical points, p = 1
  and p = 2.
* ``figures_levels``: The values of the local minima as levels, with their multiplicities.
* ``figures_merge_tree``: The merge tree of the sublevel sets {L ≤ t}: which basins flow together,
  and at which value.
* ``figures_network``: Pictures of one network: the spectrum of ξ, the Gram matrix with its
  blocks.
* ``figures_pdf``: Pictures as PDF files for LaTeX, by rsvg-convert where it is found.
* ``mathml``: Presentation MathML of exact objects: numbers, operators, trigonometric polynomials,
  states.
* ``rendering``: Pages from their templates, by Jinja with autoescape.
* ``browser_check``: A part of a page that checks certificates in the browser, offline: the second
  checker, embedded.
* ``sources``: What a reader must know of the networks that results are about: the circuit they
  were read from, and what was rounded.
* ``tables``: Text tables: whole where they go to a file or a pipe, as wide as the terminal where
  they go to one.
* ``training_figures_data``: Figures of the experiments beyond the constructed datasets, drawn
  from the tables of an outcome and nothing else.
* ``training_figures_landscapes``: Figures of landscapes beside training: basins of attraction,
  the transition to many parameters, classical networks; drawn from the tables of an outcome and
  nothing else.
* ``analysis``: What an ansatz can do, on one page of text, side by side, and for machines.
* ``expansion``: M(θ) and the output polynomial for people and machines.
* ``figures_target``: A prescribed landscape beside the loss of the dataset that was built for it.
* ``gram``: The Gram matrix for people: its connected blocks and the block theorem.
* ``haar``: Theorem 6 as text and JSON: what ``symqnn haar`` prints.
* ``html_formulas``: The formula of each statement, as presentation MathML in the paper's
  notation, in pieces between which a line may be broken.
* ``html_network``: The sections about one network: what it is, its expansion, its pictures.
* ``document``: report.tex of ``symqnn verify --out``: what was asked, the networks, verdicts with
  scopes, statements, formulas, certificates.
* ``haar_latex``: Theorem 6 in LaTeX: what ``symqnn haar --latex`` prints.
* ``html``: report.html: one page that needs nothing but a browser, with every verdict, its
  formula, its certificate and its pictures.
"""
