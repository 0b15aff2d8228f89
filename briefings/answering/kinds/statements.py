"""Who said it, what somebody said, what there is on a topic."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.answering.case import Case, beside_the_best, by_speaker, joined, name_of
from briefings.answering.excerpt import sentence
from briefings.answering.kinds.sides import counters
from briefings.answering.merits import is_crowd, owns_up, stance_met
from briefings.answering.polarity import is_negative, is_unreal, says_no
from briefings.answering.question import Question, Wanted
from briefings.answering.ranking import OTHERWISE, Ranked
from briefings.answering.reply import Answer, Outcome
from briefings.answering.words import Word, bag, is_close, is_past, match, stem, stems_of, words
from store.records import Claim, QuoteType, Stance

_WIDE = 1.0
_WELL_MET, _NEXT = 0.6, 250  # of the words asked for; characters, within which somebody answers
_NAMED = 3  # speakers that the first line names
# Other sayings do not stand for these.
_STRICT = frozenset({Stance.CONFIRMS, Stance.PROMISES, Stance.WARNS})
# To say something is not yet to do these.
_OF_A_KIND = _STRICT | {Stance.DENIES, Stance.QUESTIONS, Stance.ACCUSES, Stance.CALLS_FOR}
_SAID_SO = 0.6  # of the words asked for, that a first line needs which says what kind of saying it was
_IN_KIND, _LIKEWISE = 0.3, 0.2  # for the kind of saying asked for, for a "no" where one is asked for
_SURELY = 0.8  # of the words asked for among the words said, that "X said so" needs
_BARE = 3  # words of a topic that is looked for in what articles tell themselves
_GOES_ON = 250  # characters, within which the same speaker is still at the same matter
_BOTH, _OF_EACH = 2, 0.2  # of the words asked for, by each of several who are asked for
_SILENT = 0.4  # of the words asked for, that somebody would not speak of
_FAR_BEHIND = 0.55  # of the words that the best statement meets: less is no longer on the matter


def who(case: Case) -> Answer:
    """Those who said it, one statement each."""
    good = [each for each in case.good() if each.claim.speakers or each.claim.speaker_surface]
    good = [each for each in good if OTHERWISE not in each.parts] or good
    if case.question.stances & _STRICT:
        good = [each for each in good if _is_so_said(each, case.question)]
    if case.question.deed and not case.question.responsibility:
        deed = words(case.question.deed)
        good = [each for each in good if _holds(each, deed) and not _is_undone(each, deed)]
        good.sort(key=lambda each: not _is_told(each, deed))
    if case.question.target:
        accused = {each for word in case.question.target for part in words(word) for each in part.names}
        good = [each for each in good if not _is_the_accused(each, accused)]
        if not any(each.claim.stance is Stance.ACCUSES for each in good):
            # what does not speak of the accused is no accusation of theirs
            good = _critics(case) or [each for each in good if _speaks_of(each, case.question.target)]
    if case.question.responsibility:
        owned = [each for each in good if owns_up(each.claim)]
        good = case.plainest(owned) or [each for each in good if each.claim.stance is not Stance.DENIES]
    good = by_speaker(case.preferred(good)) if good else []
    if case.question.stances == {Stance.DENIES} and not any(_is_denied(each) for each in good):
        good = [*_said_against(case), *good]
    if not good and case.question.of_kind:
        return who(case.about(speakers=(), of_kind=False))
    if not good:
        return case.nothing()
    if case.question.responsibility and case.question.saying and not owns_up(good[0].claim):
        return case.short_of("nobody_claimed", good)  # blaming somebody is not owning up
    shown = beside_the_best(good)
    if case.question.verb is not None and stem(case.question.verb) in stems_of("speaking"):
        return _words(case, [*shown, *good[len(shown) :]], count=len(shown))  # who spoke, of whatever
    names = joined([_inside(each.claim) for each in shown])
    key = _key(case.question, shown)
    return case.answered(key, [*shown, *good[len(shown) :]], shown=len(shown), names=names)


def said_so(case: Case, each: Ranked) -> float:
    """How well a claim says it as asked for, from 0 to 1: in kind, or likewise that something is not so."""
    if case.question.stances:
        return _IN_KIND * stance_met(each.claim, case.question.stances)
    return _LIKEWISE * (is_negative(case.question.text) and says_no(each.claim))


def _inside(claim: Claim) -> str:
    """Who said it as named inside a sentence: "two officials", not "Two officials"."""
    name = name_of(claim)
    return name[:1].lower() + name[1:] if is_crowd(claim) and not name[:2].isupper() else name


def _key(question: Question, shown: Sequence[Ranked]) -> str:
    """What the first line says of those who are named: no more than their own words say."""
    if question.responsibility:
        return "owned_up" if all(owns_up(each.claim) for each in shown) else "nobody_owned_up"
    if not all(each.covered >= _SAID_SO for each in shown):
        return "told_by"
    if question.stances == {Stance.DENIES} and not all(each.claim.stance is Stance.DENIES for each in shown):
        return "who_disputes"
    if len(question.stances) == 1 and all(stance_met(each.claim, question.stances) for each in shown):
        return f"who_{min(question.stances).value}"
    own = all(each.said >= _SURELY for each in shown)
    so = not question.stances & _OF_A_KIND or all(stance_met(each.claim, question.stances) for each in shown)
    return "who_states" if question.saying and own and so else "told_by"


def _is_denied(each: Ranked) -> bool:
    """Whether the claim says no to what is asked about."""
    return each.covered >= _WELL_MET and (each.claim.stance is Stance.DENIES or says_no(each.claim))


def _said_against(case: Case) -> list[Ranked]:
    """What says no right after what is asked about was told: "There is no buyer", after an accusation."""
    ranked = case.finder.ranked(case.question)
    told = next(
        (each.claim for each in ranked if each.covered >= _WELL_MET and not says_no(each.claim)), None
    )
    if told is None:
        return []
    after = [each for each in case.finder.beside(told, _NEXT) if each.spans[0].start > told.spans[-1].end]
    against = [each for each in after if (says_no(each) or counters(each)) and not each.negated]
    return [Ranked(each, ranked[0].score, _WELL_MET, _WELL_MET) for each in against[:1]]


def _is_the_accused(each: Ranked, accused: set[str]) -> bool:
    """Whether it is the accused who speaks: by their whole name, or by the surname."""
    names = [words(speaker) for speaker in each.claim.speakers]
    own = {name for told in names for word in told for name in word.names}
    surname = len(names) == 1 and len(names[0]) > 1 and names[0][-1].text[:1].isupper()
    return bool(own) and (own <= accused or (surname and bool(names[0][-1].names & accused)))


def _speaks_of(each: Ranked, target: Sequence[str]) -> bool:
    """Whether the words said hold one that names the accused."""
    held = bag(" ".join(each.claim.content))
    return any(match(word, held, fuzzy=True, alike=0.0) for told in target for word in words(told))


def _critics(case: Case) -> list[Ranked]:
    """Who spoke right before somebody rejected the criticism that is asked about."""
    speakers = case.target_speakers()
    if not speakers:
        return []
    told = case.about(speakers=speakers, about=(), stances=frozenset(), target=()).good()
    rejected = next((each.claim for each in told if each.claim.stance is Stance.DENIES), None)
    if rejected is None:
        return []
    before = [
        each
        for each in case.finder.beside(rejected, _NEXT)
        if each.spans[0].start < rejected.spans[0].start and each.speakers and not each.negated
    ]
    last = max(before, key=lambda each: each.spans[-1].end, default=None)
    return [Ranked(last, told[0].score, 1.0, 1.0)] if last is not None else []


def _holds(each: Ranked, deed: Sequence[Word]) -> bool:
    """Whether the deed asked about is told in the claim's own sentence."""
    claim = each.claim
    told = bag(f"{sentence(claim)} {' '.join(claim.content)} {claim.cue or ''}")
    return all(match(word, told, fuzzy=True) for word in deed)


def _is_so_said(each: Ranked, question: Question) -> bool:
    """Whether it was said in the way asked for, or the words said tell so: "she had warned them"."""
    verb = stem(question.verb or "")
    return stance_met(each.claim, question.stances) or verb in bag(" ".join(each.claim.content)).names


def _is_told(each: Ranked, deed: Sequence[Word]) -> bool:
    """Whether the deed is told in the words said themselves."""
    held = bag(" ".join((*each.claim.content, each.claim.cue or "")))
    return all(match(word, held, fuzzy=True) for word in deed)


def _is_undone(each: Ranked, deed: Sequence[Word]) -> bool:
    """Whether the deed, asked about as done, is only thought of: "would sign", "no intention of"."""
    if not is_past(deed[0].plain):
        return False
    told = words(sentence(each.claim))
    places = [at for at, word in enumerate(told) if match(deed[0], bag(word.text), alike=0.0)]
    return bool(places) and all(is_unreal(told, at) for at in places)


def what(case: Case) -> Answer:
    """What the speakers asked about said."""
    question = case.question
    if not question.speakers and not question.via:
        return topic(case)
    good = case.preferred(case.good())
    if not good and question.wanted is Wanted.REACTION and question.subject:
        told = topic(case.about(speakers=(), about=(*question.subject, *question.about)))
        if told.outcome is Outcome.ANSWERED:
            return told
    good = sorted([*good, *_for_the_body(case)], key=lambda each: -each.score)
    if (
        question.stances
        and question.also
        and not any(stance_met(each.claim, question.stances) for each in good)
    ):
        good = _by_another(case) or good
    if not good:
        return _unsaid(case) or case.nothing()
    best = good[0].claim
    ids = {speaker.id for speaker in question.speakers}
    if question.via and not ids & set(best.speaker_ids):
        return case.answered("words_via", good, name=question.via, count=str(len(good)))
    good = _one_of_each(case, on_the_matter(case, good))
    return _words(case, _with_the_rest(case, good), count=len(good))


def _one_of_each(case: Case, good: list[Ranked]) -> list[Ranked]:
    """The statements with the best of each of several who are asked for first."""
    parties = case.question.parties
    if len(parties) < _BOTH:
        return good
    others = [*good, *case.good(enough=_OF_EACH)]
    first = [
        next((each for each in others if set(ids) & set(each.claim.speaker_ids)), None) for ids in parties
    ]
    told = [*(each for each in first if each is not None), *good]
    return list({each.claim.id: each for each in told}.values())


def _unsaid(case: Case) -> Answer | None:
    """What an article tells that somebody would not say on the matter; None where it tells no such thing."""
    silent = [each for each in case.negated() if each.said >= _SILENT]
    if not silent or not case.question.speakers:
        return None
    return case.answered("unsaid", silent[:1], words=sentence(silent[0].claim))


def _by_another(case: Case) -> list[Ranked]:
    """What was said in the way asked for by others whom the words for who speaks fit as well."""
    found = case.about(speakers=case.question.also, also=()).good()
    return [each for each in found if stance_met(each.claim, case.question.stances)]


def on_the_matter(case: Case, good: list[Ranked]) -> list[Ranked]:
    """Those that meet not much less of what is asked than the best."""
    if case.question.wanted is Wanted.REACTION or all(term.word.is_general for term in case.asked):
        return good
    most = max((each.covered for each in good), default=0.0)
    return [each for each in good if each.covered >= _FAR_BEHIND * most]


def _with_the_rest(case: Case, good: list[Ranked]) -> list[Ranked]:
    """The statements, after few of them what the same speaker goes on to say: a quotation after its gist."""
    if not case.question.about or len(good) > 1:
        return good
    on = case.finder.goes_on(good[0].claim, _GOES_ON)
    quoted = [
        each
        for each in on
        if each.quote_type in {QuoteType.DIRECT, QuoteType.MIXED}
        and not each.negated
        and each.statement_id != good[0].claim.statement_id
    ]
    return [*good, *(Ranked(each, 0.0, 0.0, 0.0) for each in quoted[:1])]


def _words(case: Case, good: Sequence[Ranked], count: int | None = None) -> Answer:
    """The answer that tells how many statements (`count`, else all) somebody made."""
    count = len(good) if count is None else count
    tellers = (each.claim for each in good[:count])
    names = list(
        dict.fromkeys(
            name
            for claim in tellers
            for name in (claim.speakers if len(claim.speakers) > 1 else (name_of(claim),))
        )
    )
    if len(names) > _NAMED:
        return case.answered("words_others", good, names=", ".join(names[:_NAMED]), count=str(count))
    if len(names) > 1:
        return case.answered("words_several", good, names=joined(names), count=str(count))
    name = _introduced(names[0], good) if _is_who_is(case.question) else names[0]
    return case.answered("words" if count > 1 else "words_one", good, name=name, count=str(count))


def _is_who_is(question: Question) -> bool:
    """Whether it is asked who somebody is, not what they said."""
    return bool(question.subject) and question.verb is None and not question.about


def _introduced(name: str, good: Sequence[Ranked]) -> str:
    """The name with the role that the statements tell: "Oskar Vane, prime minister,"."""
    role = next((each.claim.role for each in good if each.claim.role), None)
    if role is None or not name[:1].isupper() or role.casefold() in name.casefold():
        return name
    return f"{name}, {role},"


def _for_the_body(case: Case) -> list[Ranked]:
    """What those say who are told to be of the body asked about: "its chairwoman"."""
    names = {speaker.name for speaker in case.question.speakers}
    if not case.question.about or any(name[:1].isupper() and " " in name for name in names):
        return []
    found: list[Ranked] = case.about(speakers=()).good()
    return [
        each
        for each in found
        if _is_of_a_body(each.claim, names) and any(name in case.finder.around(each.claim) for name in names)
    ]


def _is_of_a_body(claim: Claim, names: set[str]) -> bool:
    """Whether who speaks is told to be "its" chairwoman, or the "company's", of one that is called so."""
    if (claim.speaker_surface or "").lower().startswith("its "):
        return True
    whose = [word for word in words(claim.role or "") if word.text.endswith(("'s", "’s"))]
    return any(word.names & bag(name).names for word in whose for name in names)


def topic(case: Case) -> Answer:
    """The statements on a topic, of a day or from an outlet; a speaker named among the words comes first."""
    question = case.question
    if question.speakers and question.wanted is Wanted.TOPIC:
        own = _by_named(case)
        if own is not None:
            return own
    good = on_the_matter(case, case.preferred(case.about(speakers=()).good()))
    if question.deed:
        good = [each for each in good if _holds(each, words(question.deed))]
    if not good:
        return case.nothing()
    key = "on_record"
    if not question.about:
        key = "from_period" if question.since or question.until else "from_outlet" if question.outlet else key
    if not question.about or question.wanted is Wanted.REACTION:
        good = by_speaker(good, within=_WIDE)
    return case.answered(key, good, count=str(len(good)), outlet=question.outlet or "")


def beside(case: Case) -> list[Ranked]:
    """What is said next to where articles tell of a bare topic in no words of anybody's."""
    question = case.question
    narrowed = question.since or question.until or question.outlet or question.via or question.stances
    asked = [term.word for term in case.asked]
    if question.speakers or question.unknown or narrowed or not 0 < len(asked) <= _BARE:
        return []
    if all(word.is_general for word in asked):
        return []
    return [Ranked(each, 0.0, 0.0, 0.0) for each in case.finder.told_beside(asked)]


def _by_named(case: Case) -> Answer | None:
    """What the speakers named among bare words say about the other words; None when nothing."""
    question = case.question
    names = bag(" ".join(name for s in question.speakers for name in (s.name, *s.aliases))).names
    rest = tuple(each for each in question.about if not all(is_close(word, names) for word in words(each)))
    own: list[Ranked] = case.about(about=rest).good()
    if not own:
        return None
    ids = {each.claim.id for each in own}
    others = [each for each in case.about(speakers=()).good() if each.claim.id not in ids]
    return _words(case, [*own, *others], count=len(own))
