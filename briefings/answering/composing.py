"""From ranked claims to an answer: which statements are shown, and which first line is true of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefings.answering.excerpt import sentence
from briefings.answering.figures import days, figures, nearest
from briefings.answering.finding import Finder, one_a_statement, spread
from briefings.answering.question import Question, Wanted
from briefings.answering.ranking import Ranked, Term, day_of, owns_up, stance_met
from briefings.answering.reply import Answer, Citation, Lead, Outcome
from briefings.answering.words import bag, match, stem, words
from store.records import Claim, Stance

_SHOWN = 3
_NEAREST = 2
# The weighted share of the asked words that a claim must meet before it is given as an answer.
_ENOUGH = 0.5
_ENOUGH_ALONE = 0.55  # where no speaker narrows the question
_ENOUGH_STRONG = 0.25  # where the kind of saying narrows it
_STRONG = frozenset({Stance.DENIES, Stance.CONFIRMS, Stance.PROMISES, Stance.WARNS, Stance.QUESTIONS})
_CLOSE = 0.75
_EARLY = 40  # a figure that comes this early in the words is what they are about
_BECAUSE = re.compile(
    r"\b(because|in order to|so that|due to|as a way of|to avoid|since|after|for fear|owing to|therefore|reason)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:happen|occurr|took place|began|begin|start|due to|struck|broke out)", re.IGNORECASE
)
_WH = {"why", "when", "who", "whom", "what", "whether", "where", "how", "if", "which"}
_EVIDENCE = stem("evidence")


class Composer:
    """Answers a question within one transaction."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def composed(self, question: Question) -> Answer:
        """The answer to the question and to its second half."""
        made = self._single(question)
        if question.then is None:
            return made
        second = self._single(question.then)
        if second.outcome is not Outcome.ANSWERED:
            return made
        if made.outcome is not Outcome.ANSWERED:
            return second
        return replace(
            made, citations=_merged(made.citations, second.citations), more=made.more + second.more
        )

    def _single(self, question: Question) -> Answer:
        if not (question.about or question.speakers or question.unknown or question.via):
            if not (
                question.outlet
                or question.since
                or question.until
                or question.stances
                or question.responsibility
            ):
                return Answer(question=question, outcome=Outcome.CLARIFY, lead=Lead(key="no_topic"))
        if question.unknown and not question.speakers:
            return self._unknown(question)
        ways: dict[Wanted, Callable[[Question], Answer]] = {
            Wanted.SPEAKER: self._speaker,
            Wanted.WORDS: self._words,
            Wanted.WHETHER: self._whether,
            Wanted.FIGURE: self._figure,
            Wanted.DAY: self._day,
            Wanted.REASON: self._reason,
            Wanted.REACTION: self._words,
            Wanted.DISAGREEMENT: self._sides,
            Wanted.TOPIC: self._topic,
        }
        return ways[question.wanted](question)

    # What is looked at

    def _good(self, question: Question, *, enough: float | None = None) -> list[Ranked]:
        """Statements that meet enough of what is asked, best first, speech that did not happen left out."""
        asked = self._finder.asked(question)
        needed = (
            enough if enough is not None else _ENOUGH if question.speakers or question.via else _ENOUGH_ALONE
        )
        if all(term.word.is_general for term in asked):
            needed = 0.0
        elif question.stances & _STRONG or question.responsibility:
            needed = min(needed, _ENOUGH_STRONG)
        found = [each for each in self._finder.ranked(question) if not each.claim.negated]
        return one_a_statement([each for each in found if each.covered >= needed])

    def _negated(self, question: Question) -> list[Ranked]:
        return [each for each in self._finder.ranked(question) if each.claim.negated]

    # Kinds of answers

    def _speaker(self, question: Question) -> Answer:
        good = [each for each in self._good(question) if each.claim.speakers or each.claim.speaker_surface]
        if question.responsibility:
            owned = [each for each in good if owns_up(each.claim)]
            good = owned or [each for each in good if each.claim.stance is not Stance.DENIES]
        if question.stances - {Stance.STATES}:
            kinds = question.stances | ({Stance.CLAIMS} if Stance.ACCUSES in question.stances else set())
            strict = [each for each in good if stance_met(each.claim, kinds)]
            if not strict and Stance.DENIES in question.stances:
                return self._nothing(question)
            good = strict if Stance.DENIES in question.stances else _preferred(strict, good)
        if not good:
            return self._nothing(question)
        good = spread(good, lambda claim: claim.speaker_ids or claim.speaker_surface, _CLOSE)
        shown = _close(good[:_SHOWN])
        names = _names([each.claim for each in shown])
        return self._answered(question, Lead(key="speakers", values={"names": names}), good, shown)

    def _words(self, question: Question) -> Answer:
        if not question.speakers and not question.via:
            return self._topic(question)
        good = self._good(question)
        if question.stances:
            strict = [each for each in good if stance_met(each.claim, question.stances)]
            good = _preferred(strict, good)
        if not good and question.wanted is Wanted.REACTION and question.subject:
            told = self._topic(replace(question, speakers=(), about=(*question.subject, *question.about)))
            if told.outcome is Outcome.ANSWERED:
                return told
        if not good:
            return self._nothing(question)
        who = good[0].claim
        values = {"name": _name(who) or question.via or "", "count": str(len(good))}
        key = "words_via" if question.via and not set(who.speaker_ids) & _ids(question) else "words"
        if key == "words_via":
            values["name"] = question.via or ""
        return self._answered(question, Lead(key=key, values=values), good)

    def _whether(self, question: Question) -> Answer:
        if not question.speakers:
            return self._world(question)
        refused = self._not_said(question)
        if refused is not None:
            return refused
        good = self._good(question)
        if not good:
            return self._nothing(question)
        best = good[0].claim
        denied = best.stance is Stance.DENIES and Stance.DENIES not in question.stances
        met = bool(question.stances) and stance_met(best, question.stances)
        if denied and (question.stances & {Stance.CONFIRMS, Stance.CLAIMS} or good[0].said >= _ENOUGH):
            key = "no_denied"
        elif met and good[0].covered >= 0.8:
            key = "yes"
        else:
            key = "on_this"
        return self._answered(question, Lead(key=key, values={"name": _name(best) or ""}), good)

    def _not_said(self, question: Question) -> Answer | None:
        """ "No" where an article says that it was not said, or that nothing was offered to support it."""
        after = {word.plain for word in words(question.text)} & _WH
        asked = self._finder.asked(question)
        proofs = any(match(term.word, bag("evidence")) for term in asked)
        silent = [
            each for each in self._negated(question) if self._is_asked(each, after, asked, question.verb)
        ]
        if silent:
            best = max(silent, key=lambda each: self._nearby(each.claim, asked))
            lead = Lead(key="no_said", values={"words": sentence(best.claim)})
            return self._answered(question, lead, [best], [best])
        if proofs:
            for each in one_a_statement(self._finder.ranked(question)):
                if each.claim.caveat and any(match(t.word, bag(each.claim.caveat)) for t in asked):
                    lead = Lead(key="no_caveat", values={"words": each.claim.caveat})
                    return self._answered(question, lead, [each], [each])
        return None

    def _is_asked(self, each: Ranked, after: set[str], asked: Sequence[Term], verb: str | None) -> bool:
        """Whether speech that did not happen is the speech asked for: the same "why", verb or words."""
        told = words(" ".join((each.claim.cue or "", *each.claim.content)))
        same_wh = bool(after & {word.plain for word in told})
        same_verb = not after and bool(verb) and stem(verb or "") in {stem(word.plain) for word in told}
        near = self._nearby(each.claim, asked)
        return (
            (same_wh and near >= 0.3)
            or (same_verb and near >= 0.5)
            or each.said >= 0.6
            or each.covered >= 0.75
        )

    def _nearby(self, claim: Claim, asked: Sequence[Term]) -> float:
        """The share of what is asked about that stands in the claim's surroundings."""
        held = bag(self._finder.around(claim))
        total = sum(term.weight for term in asked)
        return sum(term.weight * match(term.word, held) for term in asked) / total if total else 1.0

    def _world(self, question: Question) -> Answer:
        """A yes or no about the world is not ours to give: who says what, side by side."""
        good = self._good(question)
        if not good:
            return self._nothing(question)
        good = spread(good, lambda claim: claim.speaker_ids, 1.2)
        opposed = len({each.claim.speaker_ids for each in good[:2]}) == 2 and _opposed(
            good[0].claim, good[1].claim
        )
        return self._answered(question, Lead(key="two_versions" if opposed else "on_record"), good)

    def _figure(self, question: Question) -> Answer:
        asked = self._finder.asked(question)
        good = self._good(question)
        counted = []
        for each in good:
            said = " ".join(each.claim.content)
            text = said if figures(said) else each.claim.context
            spots = [word.start for word in words(text) if any(match(t.word, bag(word.text)) for t in asked)]
            figure = nearest(figures(text), spots)
            if figure:
                bonus = 0.5 if text == said else 0.1
                bonus += 0.25 if text.find(figure) < _EARLY else 0.0
                counted.append((replace(each, score=each.score + bonus), figure))
        if not counted:
            return (
                self._nothing(question) if not good else self._answered(question, Lead(key="no_figure"), good)
            )
        counted.sort(key=lambda each: -each[0].score)
        top = [each for each in counted if each[0].score >= counted[0][0].score - 0.45]
        top.sort(key=lambda each: day_of(each[0].claim) or "", reverse=not question.oldest)
        best, figure = top[0]
        order = [best, *(each for each, _ in (*top[1:], *counted) if each is not best)]
        order = list({each.claim.id: each for each in order}.values())
        values = {"figure": figure, "name": _name(best.claim) or best.claim.outlet or ""}
        return self._answered(question, Lead(key="figure", values=values), order)

    def _day(self, question: Question) -> Answer:
        good = self._good(question)
        if not good:
            return self._nothing(question)
        if question.saying:
            best = good[0].claim
            if best.said_on:
                return self._answered(question, Lead(key="said_on", values={"day": best.said_on}), good)
            told = day_of(best)
            lead = Lead(key="told_on", values={"day": told}) if told else Lead(key="no_day")
            return self._answered(question, lead, good)
        asked = self._finder.asked(question)
        dated = []
        for each in good:
            said = " ".join(each.claim.content)
            spots = [word.start for word in words(said) if any(match(t.word, bag(word.text)) for t in asked)]
            day = nearest(days(said), spots)
            if day:
                dated.append((replace(each, score=each.score + 0.5 * bool(_HAPPENED.search(said))), day))
        if not dated:
            return self._answered(question, Lead(key="no_day"), good)
        dated.sort(key=lambda each: -each[0].score)
        order = [each for each, _ in dated]
        order += [each for each in good if each.claim.id not in {other.claim.id for other in order}]
        return self._answered(question, Lead(key="day_words", values={"day": dated[0][1]}), order)

    def _reason(self, question: Question) -> Answer:
        asked = self._finder.asked(question)
        negated = [
            each
            for each in self._negated(question)
            if "why" in {word.plain for word in words(f"{' '.join(each.claim.content)} {each.claim.cue}")}
            and each.covered >= 0.3
        ]
        if negated:
            lead = Lead(key="no_reason", values={"words": sentence(negated[0].claim)})
            return self._answered(question, lead, negated[:1], negated[:1])
        good = self._good(question)
        if any(match(term.word, bag("evidence")) for term in asked):
            refused = self._not_said(question)
            if refused is not None:
                return refused
        told = [
            each for each in good if _BECAUSE.search(f"{' '.join(each.claim.content)} {each.claim.context}")
        ]
        if not told:
            return self._nothing(question)
        return self._answered(question, Lead(key="on_record"), told)

    def _sides(self, question: Question) -> Answer:
        if question.speakers and question.unknown:
            question = replace(question, unknown=())
        if len(question.speakers) >= 2:
            return self._pair(question)
        good = self._good(replace(question, speakers=()), enough=0.45)
        if question.speakers:
            own = [each for each in self._good(question) if set(each.claim.speaker_ids) & _ids(question)]
            others = [each for each in good if not set(each.claim.speaker_ids) & _ids(question)]
            good = [*own[:1], *others[:1], *own[1:], *others[1:]]
        else:
            good = spread(good, lambda claim: claim.speaker_ids, 1.5)
        if not good:
            return self._nothing(question)
        two = len({each.claim.speaker_ids for each in good[:2]}) == 2
        return self._answered(question, Lead(key="two_versions" if two else "one_version"), good)

    def _pair(self, question: Question) -> Answer:
        """Two speakers side by side: the pair of statements that have most in common."""
        asked = bool(self._finder.asked(question))
        sides = []
        for speaker in question.speakers:
            own = self._finder.ranked(replace(question, speakers=(speaker,)))
            own = one_a_statement([each for each in own if not each.claim.negated])
            met = [each for each in own if each.covered >= 0.3] if asked else own
            if met or own:
                sides.append(met or own)
        sides = _distinct(sides)
        if len(sides) < 2:
            return (
                self._nothing(question)
                if not sides
                else self._answered(question, Lead(key="one_version"), sides[0])
            )
        first, second = max(
            ((a, b) for a in sides[0][:8] for b in sides[1][:8]),
            key=lambda pair: pair[0].score + pair[1].score + 2 * _alike(pair[0].claim, pair[1].claim),
        )
        rest = [each for side in sides[2:] for each in side[:1]]
        rest += [each for side in sides for each in side if each is not first and each is not second]
        return self._answered(question, Lead(key="two_versions"), [first, second, *rest])

    def _topic(self, question: Question) -> Answer:
        if question.speakers and question.wanted is Wanted.TOPIC:
            own = self._by_named(question)
            if own is not None:
                return own
        plain = replace(question, speakers=())
        good = self._good(plain)
        if not good:
            return self._nothing(question)
        key = "from_period" if not question.about and question.since else "on_record"
        if question.since is None and not question.about and question.outlet:
            key = "from_outlet"
        if not question.about or question.wanted is Wanted.REACTION:
            good = spread(good, lambda claim: claim.speaker_ids, 1.0)
        return self._answered(question, Lead(key=key, values={"count": str(len(good))}), good)

    def _by_named(self, question: Question) -> Answer | None:
        """Bare words with a name among them: what that speaker says about the other words."""
        names = bag(" ".join(name for s in question.speakers for name in (s.name, *s.aliases))).names
        rest = tuple(
            each
            for each in question.about
            if not any(word.names & names or word.parts <= names for word in words(each))
        )
        held = {name for name in names if len(name) > 3}
        rest = tuple(each for each in rest if not any(_close_to(word.plain, held) for word in words(each)))
        own = self._good(replace(question, about=rest))
        if not own:
            return None
        lead = Lead(key="words", values={"name": _name(own[0].claim) or "", "count": str(len(own))})
        return self._answered(replace(question, about=rest), lead, own)

    # Nothing found

    def _unknown(self, question: Question) -> Answer:
        near = self._near(question) if question.about else ()
        lead = Lead(key="nothing_by", values={"name": question.unknown[0]})
        return Answer(question=question, outcome=Outcome.NOTHING_FOUND, lead=lead, nearest=near)

    def _nothing(self, question: Question) -> Answer:
        """Nothing found, with what is missing named in the question's own words."""
        topic = _as_typed(question)
        if question.speakers:
            own = self._finder.ranked(replace(question, about=(), near=(), stances=frozenset()))
            own = one_a_statement([each for each in own if not each.claim.negated])
            values = {"name": question.speakers[0].name, "topic": topic, "count": str(len(own))}
            key = "nothing_by_about" if own and topic else "nothing_by"
            near = self._finder.cited(own[:_NEAREST])
            return Answer(
                question=question,
                outcome=Outcome.NOTHING_FOUND,
                lead=Lead(key=key, values=values),
                nearest=tuple(near),
            )
        values = {"topic": topic, "outlet": question.outlet or question.via or ""}
        if question.since or question.until:
            values |= {"since": _iso(question.since), "until": _iso(question.until)}
        key = "nothing_about" if topic else "nothing_in_period" if "since" in values else "nothing"
        if question.wanted is Wanted.REASON and topic:
            key = "nothing_why"
        elif question.stances and topic:
            key = "nothing_stance"
            values["stance"] = sorted(question.stances)[0].value
        elif question.outlet:
            key = "nothing_from_outlet"
        return Answer(
            question=question,
            outcome=Outcome.NOTHING_FOUND,
            lead=Lead(key=key, values=values),
            nearest=self._near(question),
        )

    def _near(self, question: Question) -> tuple[Citation, ...]:
        found = self._finder.ranked(
            replace(question, speakers=(), stances=frozenset(), since=None, until=None), words_only=True
        )
        good = one_a_statement([each for each in found if not each.claim.negated and each.covered >= 0.4])
        return tuple(self._finder.cited(good[:_NEAREST])) if question.about else ()

    def _answered(
        self, question: Question, lead: Lead, good: Sequence[Ranked], shown: Sequence[Ranked] | None = None
    ) -> Answer:
        shown = list(good[:_SHOWN]) if shown is None else list(shown)
        return Answer(
            question=question,
            outcome=Outcome.ANSWERED,
            lead=lead,
            citations=tuple(self._finder.cited(shown)),
            more=max(len(good) - len(shown), 0),
        )


def _merged(first: Sequence[Citation], second: Sequence[Citation]) -> tuple[Citation, ...]:
    """Citations of two halves in turn, none twice."""
    turns = [each for pair in zip(first, second, strict=False) for each in pair]
    turns += [*first[len(second) :], *second[len(first) :]]
    found = {each.claim.statement_id: each for each in reversed(turns)}
    return tuple(sorted(found.values(), key=turns.index))[:_SHOWN]


def _preferred(strict: list[Ranked], good: list[Ranked]) -> list[Ranked]:
    """Those of the kind asked for, unless others meet the words much better."""
    if not strict or max(each.covered for each in strict) < max(each.covered for each in good) - 0.3:
        return good
    return strict


def _close(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Those not much worse than the first."""
    best = ranked[0]
    return [
        each for each in ranked if each.score >= best.score - _CLOSE and each.covered >= best.covered - 0.3
    ]


def _as_typed(question: Question) -> str:
    """The words asked about, those that stood together kept together."""
    joined = ""
    at = 0
    for each in question.about:
        found = question.text.find(each, at)
        between = question.text[at:found] if found >= 0 else ", "
        together = joined and re.fullmatch(r"\s+(?:(?:of|the|and)\s+){0,2}", between)
        named = (
            not between.strip() or (each[:1].isupper() and joined.split()[-1][:1].isupper())
            if joined
            else False
        )
        joined += (between if together and named else ", " if joined else "") + each
        at = found + len(each) if found >= 0 else at
    return " ".join(joined.split())


def _ids(question: Question) -> set[int]:
    return {speaker.id for speaker in question.speakers}


def _name(claim: Claim) -> str | None:
    if not claim.speakers:
        return claim.speaker_surface
    return (
        " and ".join([", ".join(claim.speakers[:-1]), claim.speakers[-1]])
        if claim.speakers[1:]
        else claim.speaker
    )


def _names(claims: Sequence[Claim]) -> str:
    names = list(dict.fromkeys(filter(None, map(_name, claims))))
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _opposed(one: Claim, other: Claim) -> bool:
    """Whether one of them denies, or both speak of much the same in words of their own."""
    return (one.stance is Stance.DENIES) != (other.stance is Stance.DENIES) or _alike(one, other) >= 0.15


def _alike(one: Claim, other: Claim) -> float:
    """The share of telling words that two claims have in common."""
    first, second = (
        {
            name
            for word in words(f"{' '.join(c.content)} {c.target or ''}")
            if not word.is_stop
            for name in word.names
        }
        for c in (one, other)
    )
    return len(first & second) / max(min(len(first), len(second)), 3)


def _distinct(sides: list[list[Ranked]]) -> list[list[Ranked]]:
    seen: set[int] = set()
    kept = []
    for side in sides:
        own = [each for each in side if each.claim.id not in seen]
        seen |= {each.claim.id for each in own}
        if own:
            kept.append(own)
    return kept


def _close_to(typed: str, names: set[str]) -> bool:
    from briefings.answering.words import near  # noqa: PLC0415

    return any(near(stem(typed), name) for name in names)


def _iso(day: object) -> str:
    return str(day) if day else ""
