"""``python -m evals [NAME ...]``: run all evaluations, or those named."""

import logging
import sys
from importlib import import_module
from itertools import takewhile

import structlog

NAMES = (
    "abstention",
    "audience",
    "change",
    "changes",
    "gold_answers",
    "near",
    "redaction",
    "tagging",
)
# These take long, or need a package, data or a server that nothing else needs.
BY_NAME_ONLY = (
    "delivery",
    "digest_relevance",
    "importing",
    "injection",
    "lying",
    "search_quality",
    "search_speed",
    "smollm",
    "support",
)


def main(given: list[str]) -> int:
    """Run each and return 0; 2 for a name that is none. Options are the evaluation's own."""
    names = list(takewhile(lambda word: not word.startswith("-"), given))
    if unknown := [name for name in names if name not in NAMES + BY_NAME_ONLY]:
        known = ", ".join(NAMES + BY_NAME_ONLY)
        print(f"There is no evaluation {unknown[0]!r}. Known: {known}.")
        return 2
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    for name in names or NAMES:
        print(f"\n# {name}\n")
        import_module(f"evals.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
