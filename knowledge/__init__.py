"""The knowledge base: read file, redact, tag, deduplicate, review, index."""
