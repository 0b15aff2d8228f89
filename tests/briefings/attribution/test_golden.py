"""Every case of golden.txt: all its claims are found, with every field told, and no others."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from spacy.language import Language

from briefings.attribution.confidence import THRESHOLD
from briefings.attribution.pipeline import attribute
from store.records import Attributed, Dated, FoundClaim, Part, ReadArticle

GOLDEN = Path(__file__).parent / "golden.txt"
PUBLISHED = Dated(dt.date(2031, 5, 14))


@dataclass
class Case:
    name: str
    title: str = ""
    outlet: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def article(self) -> ReadArticle:
        return ReadArticle(title=self.title, text="\n".join(self.paragraphs), published=PUBLISHED)


def cases(golden: Path = GOLDEN) -> list[Case]:
    found: list[Case] = []
    for line in golden.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found.append(Case(line[3:]))
        elif line.startswith("= "):
            found[-1].title = line[2:]
        elif line.startswith("@ "):
            found[-1].outlet = line[2:]
        elif line.startswith("> "):
            found[-1].claims.append(line[2:])
        elif line.strip() and found:
            found[-1].paragraphs.append(line)
    return found


def shown(case: Case, claim: FoundClaim) -> dict[str, str]:
    article = case.article()
    text = article.title if claim.part is Part.TITLE else article.text
    fields = {
        "speaker": "; ".join(claim.speakers) or "-",
        "cue": claim.cue.of(text) if claim.cue is not None else "-",
        "content": " … ".join(span.of(text) for span in claim.content),
        "kind": f"{claim.stance} {claim.quote_type}",
    }
    if claim.negated:
        fields["negated"] = "yes"
    told = {"via": claim.via, "on": claim.said_on, "target": claim.target}
    fields |= {name: value for name, value in told.items() if value is not None}
    if claim.caveat is not None:
        fields["caveat"] = claim.caveat.of(article.text)
    return fields


def wanted(line: str) -> dict[str, str]:
    speaker, cue, content, rest = line.split(" | ")
    fields = {"speaker": speaker, "cue": cue, "content": content}
    kind: list[str] = []
    name = ""
    for word in rest.split():
        head, equals, tail = word.partition("=")
        if equals:
            name = head
            fields[name] = tail
        elif word == "negated":
            fields["negated"] = "yes"
        elif name:
            fields[name] += " " + word
        else:
            kind.append(word)
    return {**fields, "kind": " ".join(kind)}


def used(found: Attributed) -> list[FoundClaim]:
    return [c for c in found.claims if c.confidence >= THRESHOLD]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name.replace(" ", "_"))
def test_case(case: Case, nlp: Language) -> None:
    found = [shown(case, claim) for claim in used(attribute(case.article(), nlp))]
    assert found == [wanted(line) for line in case.claims if line != "-"]


def test_the_cases_are_many() -> None:
    assert len(cases()) >= 300
