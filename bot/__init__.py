"""Slack and nothing else: listeners turn events into values, blocks turn values into messages."""
