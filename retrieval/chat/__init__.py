"""Answers in the words of a chat model, checked statement by statement."""
