"""Digests that are due into the outbox, and the outbox to whatever sends: at most once, nothing lost.

Nothing is remembered between calls: due times, messages and how far a chat was served are rows, so
any process may be killed at any moment and any number of them may run side by side.
"""
