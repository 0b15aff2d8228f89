"""Turns a question into an answer made only of stored claims, or an honest "nothing"."""
