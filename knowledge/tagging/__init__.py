"""Themes, a journey step and a sentiment for each verbatim."""
