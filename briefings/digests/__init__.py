"""Decides who is due a digest and composes it from the statements that are new."""
