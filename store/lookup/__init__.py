"""Finds claims by words and speakers by name, misspelt and transliterated ones too.

The database is the truth; the index in the data folder follows it by change number, and can be deleted
or damaged at any time: it is made again.
"""

from store.lookup.finder import Hit
from store.lookup.lookup import Lookup, Sight
from store.lookup.people import SpeakerHit

__all__ = ["Hit", "Lookup", "Sight", "SpeakerHit"]
