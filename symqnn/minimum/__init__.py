"""The least value of a trigonometric polynomial: an upper bound at an exact point, a lower bound with a proof."""
