"""Finding personal data in running text: one module for each kind, pure functions, no models.

Every expression is bounded, and starts only where a word starts, so that time stays linear on
hostile text.
"""
