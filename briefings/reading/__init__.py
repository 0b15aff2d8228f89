"""Turns what a person handed over into an article: title, outlet, days, text, passages."""
