"""The experiments of Section 6 on our closed-form instance, compared with exact levels, exact probabilities and certified points."""
