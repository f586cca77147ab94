"""Files in, rows with their line numbers out."""
