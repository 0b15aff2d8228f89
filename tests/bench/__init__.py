"""Measurements: `make bench`. Nothing here asserts a time; compare rows of one run only."""
