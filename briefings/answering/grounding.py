"""A question that goes on from an answer: who "he", "her deputy" or "the company" are, where "that" was said.

`followup` takes from the question before what this one leaves out; here comes what only its answer shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefings.answering.followup import exchanges
from briefings.answering.lexicon import listed
from briefings.answering.question import Question, Wanted
from briefings.answering.words import Word, bag, is_common, match, stem, stems_of, words
from store.records import Claim, Speaker

_GOES_ON = 500  # characters, within which somebody is still at the same matter
_OWNERS = frozenset({"his", "her", "their", "its"})
_PERSONS = frozenset({"he", "she", "him", "his", "her"})
_POINTING = frozenset({"that", "this", "it", "so"})
_MATTER = _POINTING | {"they", "them", "these", "those"}
_TOLD_THERE = frozenset({Wanted.FIGURE, Wanted.DAY})
_SPEAKS_FOR = ("spokesman", "spokeswoman", "spokesperson", "executive", "ceo", "founder", "chairman", "owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the answer before showed: its claims, all those of the first one's article, and who speaks there.

    `surely`: they answer the question, and are not only what came closest.
    """

    surely: bool = False
    claims: tuple[Claim, ...] = ()
    article: tuple[Claim, ...] = ()
    voices: Mapping[int, Speaker] = field(default_factory=dict)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who says what was shown first."""
        return tuple(self.voices[each] for each in self.claims[0].speaker_ids if each in self.voices)


Recall = Callable[[Question], Shown]


def nothing(_: Question) -> Shown:
    """Nothing shown: there was no answer before."""
    return Shown()


def grounded(question: Question, recall: Recall) -> Question:
    """The question with what the answer to the one before it tells; itself when it goes on from none."""
    shown = recall(question.before) if question.before is not None else Shown()
    if question.before is None or not shown.claims:
        return question
    typed = words(question.text)
    found = _with_whom(question, question.before, typed, shown, recall)
    if "else" in {word.plain for word in typed}:
        told = tuple(claim.statement_id for claim in shown.claims)
        if found.wanted is Wanted.TOPIC:
            return _what_follows(found, question.before, shown, recall)
        if found.wanted is Wanted.SPEAKER:
            known = tuple(each for claim in shown.claims for each in claim.speaker_ids)
            return replace(found, excluded=tuple(dict.fromkeys((*found.excluded, *known))))
        others = replace(found, told=told, before=None)
        if found.wanted is Wanted.WORDS and recall(others).surely:
            found = replace(found, told=told)
    if found.exchanged and found.speakers != question.before.speakers:
        return found
    return _at_home(found, typed, shown, recall)


def _at_home(question: Question, typed: Sequence[Word], shown: Shown, recall: Recall) -> Question:
    """The question with the place that was shown first, where "that" was told and what belongs to it."""
    first = shown.claims[0]
    there = _of_that_very_claim(question, shown)
    if question.wanted is Wanted.DAY and _is_empty(question, typed):
        return there
    found = replace(question, home=(first.article_id, first.context_span.start))
    if found.wanted in _TOLD_THERE and any(word.plain in _MATTER for word in typed):
        return there if not recall(found).surely and recall(there).surely else found
    return found


def _with_whom(
    question: Question, before: Question, typed: Sequence[Word], shown: Shown, recall: Recall
) -> Question:
    """The question with those for its speakers whom its words mean after that answer."""
    called = _called(typed, question)
    if called is not None:
        return _of_the_article(question, called, before, shown, recall)
    if exchanges(typed) and before.speakers and (swapped := _of_another(question, before, typed, recall)):
        return swapped
    if any(word.plain in _PERSONS for word in typed) and question.wanted is not Wanted.SPEAKER:
        found = _with_person(question, before, shown)
        return _of_the_same(found, before, typed, recall)
    return question


def _of_the_same(question: Question, before: Question, typed: Sequence[Word], recall: Recall) -> Question:
    """The question of what somebody told of "it", in whatever words: "to what did she liken it?"."""
    points = any(word.plain in _POINTING for word in typed)
    if question.wanted not in {Wanted.WORDS, Wanted.TOPIC} or not points or not question.speakers:
        return question
    ids = {each.id for each in question.speakers}
    told = recall(replace(question, before=None))
    if not before.about or (told.surely and any(ids & set(claim.speaker_ids) for claim in told.claims)):
        return question
    return replace(question, wanted=Wanted.WORDS, about=before.about, near=question.about)


def _what_follows(question: Question, before: Question, shown: Shown, recall: Recall) -> Question:
    """The question of what else there was: what the same speaker goes on to say, if anything."""
    first = shown.claims[0]
    place = (first.article_id, first.context_span.end, first.context_span.end + _GOES_ON)
    near = (*question.about, *before.about)
    after = replace(
        question, speakers=shown.speakers, place=place, about=(), near=near, wanted=Wanted.WORDS, before=None
    )
    return after if shown.speakers and recall(after).claims else question


def _with_person(question: Question, before: Question, shown: Shown) -> Question:
    """The question of "him" or "her": who spoke, unless the one before or this one names who did."""
    if question.unknown:
        return question
    if question.speakers and question.speakers != (before.speakers or before.mentioned[:1]):
        return question
    replies = stem(question.verb or "") in stems_of("replying")
    if before.speakers:
        first = tuple(each for each in before.speakers if each.id in shown.claims[0].speaker_ids)
        return replace(question, speakers=first or before.speakers, unknown=())
    if replies and before.mentioned:
        return replace(question, speakers=before.mentioned[:1], unknown=())
    return replace(question, speakers=shown.speakers or question.speakers, unknown=())


def _called(typed: Sequence[Word], question: Question) -> tuple[Word, ...] | None:
    """The words for somebody of the same matter: "her deputy", "the general of the same name"."""
    persons = listed("grammar", "relations")
    for at, word in enumerate(typed[:-1]):
        owned = word.plain in _OWNERS or word.plain == "the"
        if not owned or not (word.plain != "the" or exchanges(typed) or question.subject):
            continue
        told = _until_verb(typed[at + 1 :])
        if told and told[-1].plain in persons and all(each.text.islower() for each in told):
            return tuple(told)
    return None


def _until_verb(typed: Sequence[Word]) -> list[Word]:
    """The words up to the last that tells what somebody is: "deputy", "press secretary"."""
    persons = listed("grammar", "relations")
    last = next((at for at in range(min(3, len(typed)), 0, -1) if typed[at - 1].plain in persons), 0)
    return [word for word in typed[:last] if not word.is_stop]


def _of_the_article(
    question: Question, called: Sequence[Word], before: Question, shown: Shown, recall: Recall
) -> Question:
    """The question with those of the article for its speakers who are called so, nobody else being meant."""
    earlier = shown.speakers or before.speakers
    found = _fitting(question, called, earlier, shown)
    if not found:  # other articles may tell of the same
        matter = replace(before, speakers=(), unknown=(), wanted=Wanted.TOPIC, before=None, home=None)
        found = _fitting(question, called, earlier, recall(matter))
    if question.about and len(found) > 1:  # of several lawyers, who speaks of the matter
        own = (replace(question, speakers=(each,), unknown=(), also=(), before=None) for each in found)
        found = next((each.speakers for each in own if recall(each).surely), found)
    changes: dict[str, object] = {"speakers": found[:1], "unknown": (), "also": ()}
    if not found:
        owned = next((word for word in words(question.text) if word.plain in _OWNERS), None)
        if owned is None or not earlier:
            return question
        whose = " ".join(word.text for word in called)
        changes = {"speakers": (), "unknown": (f"{earlier[0].name}’s {whose}",), "also": ()}
    if question.exchanged or exchanges(words(question.text)):
        wanted = Wanted.WORDS if before.wanted is Wanted.SPEAKER else before.wanted
        return replace(question, exchanged=True, wanted=wanted, about=before.about, near=(), **changes)  # type: ignore[arg-type]
    return replace(question, **changes)  # type: ignore[arg-type]


def _fitting(
    question: Question, called: Sequence[Word], earlier: Sequence[Speaker], shown: Shown
) -> tuple[Speaker, ...]:
    """Others in the articles shown who are called so, the nearest first; no former one beside others."""
    if not shown.claims:
        return ()
    same_name = {"same", "name"} <= {word.plain for word in words(question.text)}
    surnames = {words(each.name)[-1].plain for each in earlier if words(each.name)}
    known, start = {each.id for each in earlier}, shown.claims[0].spans[0].start
    fitting = [
        claim
        for claim in (*shown.claims, *shown.article)
        if claim.speaker_ids
        and not known.intersection(claim.speaker_ids)
        and _is_called(claim, called, shown)
        and (not same_name or _bears(claim, surnames))
    ]
    fitting = [claim for claim in fitting if not _is_former(claim)] or fitting
    fitting.sort(key=lambda claim: abs(claim.spans[0].start - start))
    found = {each: shown.voices[each] for claim in fitting for each in claim.speaker_ids}
    return tuple(found.values())


def _is_former(claim: Claim) -> bool:
    return not {"former", "ex"}.isdisjoint(word.plain for word in words(claim.role or ""))


def _is_called(claim: Claim, called: Sequence[Word], shown: Shown) -> bool:
    """Whether all the words fit what the article calls who speaks; a company speaks through its people."""
    names = " ".join(shown.voices[each].name for each in claim.speaker_ids if each in shown.voices)
    held = bag(f"{claim.role or ''} {claim.speaker_surface or ''} {names}")
    if all(match(word, held) for word in called):
        return True
    company = called[-1].plain in listed("grammar", "companies")
    power = {stem(each) for each in listed("power", "words")} - {stem(each) for each in _SPEAKS_FOR}
    told = bag(claim.role or "").names
    return company and not told & power and bool(told & {stem(each) for each in _SPEAKS_FOR})


def _bears(claim: Claim, surnames: set[str]) -> bool:
    return any(words(name)[-1].plain in surnames for name in claim.speakers if words(name))


def _of_another(
    question: Question, before: Question, typed: Sequence[Word], recall: Recall
) -> Question | None:
    """The question where a new name is what the same speaker is asked about, or nobody on record at all.

    "What about Koval?", after Lind on Brandt: what Koval says of Brandt, else what Lind says of Koval. None
    where the question stands as it is.
    """
    names = _names(typed)
    if question.dated or not names or not all(_is_a_name(word) for name in names for word in words(name)):
        return None
    heard = question.exchanged and not _is_parallel(question, before)
    if heard and recall(replace(question, before=None)).surely:
        return None
    swapped = replace(before, text=question.text, about=names, before=before, exchanged=True)
    own, ids = recall(replace(swapped, before=None)), {each.id for each in before.speakers}
    if any(ids & set(each.speaker_ids) and _is_about(each, names, own) for each in own.claims):
        return swapped
    if question.exchanged or all(word.is_place for name in names for word in words(name)):
        return None
    return replace(question, speakers=(), also=(), about=before.about, unknown=(" ".join(names),))


def _is_a_name(word: Word) -> bool:
    """Whether a word is one of somebody's name."""
    return word.text[:1].isupper() or not is_common(word)


def _is_parallel(question: Question, before: Question) -> bool:
    """Whether a name takes the place of one spoken about: "what about Koval?", after Lind on Brandt."""
    about = [word for each in before.about for word in words(each)]
    return bool(question.exchanged and about) and all(word.is_named for word in about)


def _names(typed: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.text for word in typed if not word.is_stop)


def _is_about(claim: Claim, names: Sequence[str], shown: Shown) -> bool:
    """Whether the words said hold the names, or their sentence does where they surely answer."""
    held = bag(claim.context if shown.surely else " ".join(claim.content))
    return all(match(word, held) for name in names for word in words(name))


def _is_empty(question: Question, typed: Sequence[Word]) -> bool:
    """Whether nothing in the words but "that" or "it" tells what is asked about."""
    own = [word for word in typed if not word.is_stop and word.plain != (question.verb or "")]
    return not own and any(word.plain in _POINTING for word in typed)


def _of_that_very_claim(question: Question, shown: Shown) -> Question:
    """The question about what was shown first, and nothing else."""
    first = shown.claims[0]
    place = (first.article_id, first.context_span.start, first.context_span.start + 1)
    return replace(question, about=(), near=(), speakers=shown.speakers, unknown=(), saying=True, place=place)
