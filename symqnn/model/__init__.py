"""Networks and states, and where they come from."""
