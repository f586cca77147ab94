"""Typed settings, and the files a company edits: roles, themes, metrics."""
