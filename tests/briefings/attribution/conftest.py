"""The model, loaded once for all tests of this room."""

import pytest
from spacy.language import Language

from briefings.attribution import language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The English pipeline."""
    return language.load()
