"""How sure a claim must be to be used."""

from __future__ import annotations

THRESHOLD = 0.5
"""Confidence at or above which a claim may be used in answers and digests."""
