"""Finds who said what in an article: pure, no I/O, every span true to the text it was given."""
