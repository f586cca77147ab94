"""Index, search, ripple, evidence, answer, verify."""
