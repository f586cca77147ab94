"""Entry: the command line, the wiring, the scheduler's one tick."""
