"""Catalogues: `python -m tests.handlers.languages` brings them up to what the code says."""
