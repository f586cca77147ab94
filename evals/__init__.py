"""What is measured, and how. Each evaluation prints a table; ``python -m evals NAME`` runs one."""
