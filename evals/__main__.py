"""``python -m evals [NAME ...]``: run all evaluations, or those named."""

import sys
from importlib import import_module

NAMES = ("abstention", "change", "gold_answers", "redaction", "tagging")
# These take long, or need a package, data or a server that nothing else needs.
BY_NAME_ONLY = ("importing", "injection", "lying", "smollm", "support")


def main(names: list[str]) -> int:
    """Run each and return 0; 2 for a name that is none."""
    if unknown := [name for name in names if name not in NAMES + BY_NAME_ONLY]:
        known = ", ".join(NAMES + BY_NAME_ONLY)
        print(f"There is no evaluation {unknown[0]!r}. Known: {known}.")
        return 2
    for name in names or NAMES:
        print(f"\n# {name}\n")
        import_module(f"evals.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
