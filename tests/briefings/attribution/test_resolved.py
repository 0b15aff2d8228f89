"""Every case of resolved.txt: speaker, role, relay, reservation, day and statement of all its claims."""

import dataclasses
from pathlib import Path

import pytest
from spacy.language import Language

from briefings.attribution.pipeline import attribute
from tests.briefings.attribution.test_golden import Case, cases, shown, used, wanted

RESOLVED = Path(__file__).parent / "resolved.txt"


@pytest.mark.parametrize("case", cases(RESOLVED), ids=lambda case: case.name.replace(" ", "_"))
def test_case(case: Case, nlp: Language) -> None:
    article = dataclasses.replace(case.article(), outlet=case.outlet)
    claims = used(attribute(article, nlp))
    numbers = [claim.same_as for claim in claims]
    found = [shown(case, claim) for claim in claims]
    for place, (fields, claim) in enumerate(zip(found, claims, strict=True)):
        if claim.role is not None:
            fields["role"] = claim.role
        if numbers.index(claim.same_as) < place:
            fields["same"] = str(numbers.index(claim.same_as) + 1)
    assert found == [wanted(line) for line in case.claims if line != "-"]
