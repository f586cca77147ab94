"""Making domain values for tests, with only what a test cares about spelled out."""
