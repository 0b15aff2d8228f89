"""Yes, no, or what there is to go by."""

from __future__ import annotations

import itertools
import re

from briefings.answering.case import Case, by_speaker, name_of, one_a_statement
from briefings.answering.excerpt import sentence
from briefings.answering.kinds.pairs import disagreement
from briefings.answering.kinds.sides import against, opposed
from briefings.answering.kinds.statements import on_the_matter
from briefings.answering.lexicon import listed
from briefings.answering.merits import stance_met, stems
from briefings.answering.polarity import is_negative, says_no
from briefings.answering.question import Question
from briefings.answering.ranking import Ranked
from briefings.answering.reply import Answer
from briefings.answering.words import bag, match, stem, stems_of, words
from store.records import Claim, Stance

_SURE = 0.8  # the share of the words that "yes" needs
_MOST = 0.5
_PERHAPS = 0.4
_ABOUT_IT = 0.6  # less is not told to be about what is asked
_WIDE = 1.2
_SOME, _TRIED = 0.3, 3
_BOTH = 2
_TELLING = (
    r"say|tell|explain|name|specif|giv|comment|elaborat|identif|disclos|reveal|offer|provid|present|cit|show|publish"
    r"|releas|respond|answer|repl|stat|confirm|detail|return"
)
_NOT_TOLD = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|would|could)(?: not|n['’]t)|(?:declined|refused)(?: \w+ly| later)? to"
    rf"|without|yet to)\s+(?:(?:\w+ly|yet|ever|so far|even|either)\s+)?(?:{_TELLING})\w*\b[^.;!?\n]*"
    rf"|\b(?:offer|g[ai]v|provid|present|cit|show|produc|nam|publish)\w* no \w+[^.;!?\n]*",
    re.IGNORECASE,
)
_DECLINED = frozenset({stem("decline"), stem("refuse")})
_TO_TELL = re.compile(rf"to (?:{_TELLING})\w*\b", re.IGNORECASE)
# the nouns under which one may be asked for what somebody did not say: "a date", for "when"
_ASKED_AS = {
    "when": frozenset({"date", "day", "time", "year", "month", "timetable", "deadline"}),
    "why": frozenset({"reason", "reasons", "explanation", "motive", "grounds"}),
    "who": frozenset({"name", "names", "identity"}),
    "how": frozenset({"number", "figure", "toll", "amount", "size", "cost", "price"}),
    "where": frozenset({"place", "location", "whereabouts"}),
}
_OR = re.compile(r"\b(\d+(?:[,.]\d+)*),? or (?:\w+ )?(\d+(?:[,.]\d+)*)\b")
_DIGITS = re.compile(r"\d+(?:[,.]\d+)*")
_ANSWERING = re.compile(
    r"\b(?:answer|respon[ds]|repl(?:y|ie)|comment|react|(?:get|got|getting|call|called) back)", re.IGNORECASE
)
_BACKED = re.compile(
    r"\b(?:back(?:s|ed)? .{0,60}\bup\b|back(?:s|ed)? up|prove[ds]?|substantiate[ds]?)\b", re.IGNORECASE
)


def whether(case: Case) -> Answer:
    """Whether somebody said it, as far as the stored claims tell."""
    question = case.question
    if len(question.parties) >= _BOTH and stem(question.verb or "") in stems_of("sides_when_asked"):
        return disagreement(case)  # "do the mayor and the union agree that"
    if not question.speakers:
        silent = not_said(case) if _BACKED.search(question.text) else _not_answered(case)
        return silent or _world(case)
    return not_said(case) or _as_others_tell(case) or _by_their_words(case)


def _as_others_tell(case: Case) -> Answer | None:
    """A "no" where somebody else is on record that it was not answered: "Bilt has not replied to us"."""
    question = case.question
    verb = stem(question.verb or "")
    if verb not in stems_of("replying") or not question.subject:
        return None
    about = (*question.subject, question.verb or "", *question.about)
    others = case.about(speakers=(), about=about, stances=frozenset(), verb=None)
    own = {each.id for each in question.speakers}
    for each in others.good(enough=_MOST)[:_TRIED]:
        told = " ".join(each.claim.content)
        held = bag(told).names
        named = all(word.names & held for name in question.subject for word in words(name))
        if named and verb in held and _NOT_TOLD.search(told) and own.isdisjoint(each.claim.speaker_ids):
            return case.answered("no_caveat", [each], words=sentence(each.claim))
    return None


def _by_their_words(case: Case) -> Answer:
    """Whether those asked about said it, by what they are on record with."""
    question, good = case.question, case.good()
    if not any(stance_met(each.claim, question.stances) for each in good):
        good = [each for each in good if _may_stand(each, question)]
    if not good:
        return case.nothing()
    best = good[0].claim
    denied = best.stance is Stance.DENIES and Stance.DENIES not in question.stances
    if denied and (question.stances & {Stance.CONFIRMS, Stance.CLAIMS} or good[0].said >= _MOST):
        key = "no_denied"
    elif Stance.DENIES in question.stances and best.stance is Stance.CONFIRMS:
        key = "no_confirmed"
    elif _is_negated(case, best):
        return case.answered("no_caveat", good, words=sentence(best))
    elif question.stances and stance_met(best, question.stances) and good[0].covered >= _SURE:
        key = f"yes_{min(question.stances).value}"
    elif not question.stances and not _is_of_saying(question, best):
        no = says_no(best) and _is_word_for_word(case, good[0])
        return case.answered("no_caveat" if no else "on_this", good, name=name_of(best), words=sentence(best))
    elif not question.stances and not _asks_wh(question) and _is_word_for_word(case, good[0]):
        no = is_negative(" ".join(question.about)) != says_no(best)
        key = "no_otherwise" if no else "yes_states"
    else:
        key = "on_this" if good[0].covered >= _ABOUT_IT else "words_one"
        once = {each.claim.id: each for each in (*good, *case.good(enough=_PERHAPS))}
        good = one_a_statement(list(once.values()))  # any of them may tell it in other words
    return case.answered(key, good, name=name_of(best))


def not_said(case: Case) -> Answer | None:
    """A "no" where an article says that it was not said, or that nothing was offered in its support."""
    silent = [each for each in (*case.negated(), *_declined(case)) if _is_asked(case, each)]
    if silent:
        best = max(silent, key=lambda each: case.nearby(each.claim))
        return case.answered("no_said", [best], words=sentence(best.claim))
    for each in case.good(enough=_SOME)[:_TRIED]:
        if words_not_said := _told_not(case, each):
            return case.answered("no_caveat", [each], words=words_not_said)
    if case.asks_for("evidence") or _BACKED.search(case.question.text):
        for each in one_a_statement(case.finder.ranked(case.question)):
            caveat = each.claim.caveat
            if not case.question.speakers and each.covered < _MOST:
                break
            if caveat and (_BACKED.search(case.question.text) or case.asks_for(caveat)):
                return case.answered("no_caveat", [each], words=caveat)
    return None


def _not_answered(case: Case) -> Answer | None:
    """A "no" where it is asked whether somebody answered who is told not to have: "get back to them"."""
    if not _ANSWERING.search(case.question.text):
        return None
    for each in case.negated():
        who = bag(each.claim.speaker or each.claim.speaker_surface or "").names
        named = any(term.word.names & who for term in case.asked)
        if named and _NOT_TOLD.search(each.claim.context) and _ANSWERING.search(each.claim.context):
            return case.answered("no_said", [each], words=sentence(each.claim))
    return None


def _told_not(case: Case, each: Ranked) -> str | None:
    """The words of a claim's own sentence that tell that it was not said: "but did not say by whom"."""
    told = _NOT_TOLD.search(sentence(each.claim))
    if told is None or _NOT_TOLD.search(" ".join(each.claim.content)):
        return None
    clause = bag(told.group())
    asked = {word.plain for word in words(case.question.text)}
    wh = asked & listed("grammar", "after_saying") & {word.plain for word in words(told.group())}
    by_whom = "who" in asked and "whom" in told.group()
    verb = stem(case.question.verb or "")
    same_verb = bool(verb) and verb in clause.names and any(match(term.word, clause) for term in case.asked)
    return told.group().strip() if wh or by_whom or same_verb else None


def _declined(case: Case) -> list[Ranked]:
    """What somebody declined to say, where that was told as a denial."""
    found = case.finder.ranked(case.question)
    return [
        each
        for each in found
        if each.claim.stance is Stance.DENIES
        and stems(each.claim.cue) & _DECLINED
        and _TO_TELL.match(each.claim.content[0])
    ]


def _is_asked(case: Case, each: Ranked) -> bool:
    """Whether speech that did not happen is the speech asked for: the same "why", verb or words."""
    told = words(" ".join((each.claim.cue or "", *each.claim.content)))
    asked = {word.plain for word in words(case.question.text)}
    after = asked & listed("grammar", "after_saying")
    after |= {wh for wh, nouns in _ASKED_AS.items() if asked & nouns}
    same_wh = bool(after & {word.plain for word in told})
    verb = stem(case.question.verb or "")
    same_verb = not after and verb in {stem(word.plain) for word in told} and _has_no_other_object(case, each)
    near = case.nearby(each.claim)
    if (same_wh and near >= _SOME) or (same_verb and near >= _MOST):
        return True
    if verb in stems_of("replying") and stems(each.claim.context) & stems_of("replying"):
        return bool(_NOT_TOLD.search(each.claim.context)) and near >= _SOME
    same_kind = not case.question.stances or stance_met(each.claim, case.question.stances)
    return same_kind and (each.said >= 0.6 or each.covered >= 0.75)


def _has_no_other_object(case: Case, each: Ranked) -> bool:
    """Whether what was not said is what is asked about, or only a pronoun ("did not name them")."""
    verb = stem(case.question.verb or "")
    told = [
        word for word in words(" ".join(each.claim.content)) if not word.is_stop and verb not in word.parts
    ]
    met = [word for word in told if any(match(term.word, bag(word.text)) for term in case.asked)]
    return 2 * len(met) >= len(told)


def _is_negated(case: Case, best: Claim) -> bool:
    """Whether the words said have a "not" right before what is asked about without one: "not guilty"."""
    if is_negative(case.question.text):
        return False
    said = words(sentence(best))
    return any(
        one.plain in {"not", "no", "never"} and any(match(term.word, bag(other.text)) for term in case.asked)
        for one, other in itertools.pairwise(said)
    )


def _is_of_saying(question: Question, best: Claim) -> bool:
    """Whether the verb asked about only tells of saying, or is the claim's own; to publish is a deed."""
    verb = stem(question.verb or "")
    return not verb or verb in stems_of("vague") | stems_of("talk") or verb in stems(best.cue)


def _asks_wh(question: Question) -> bool:
    """Whether what was told is asked for ("did she say who"), which a plain statement need not tell."""
    asked = [word.plain for word in words(question.text)]
    return bool(set(asked[2:]) & (listed("grammar", "after_saying") - {"whether", "if"}))


def _is_word_for_word(case: Case, each: Ranked) -> bool:
    """Whether all that is asked about stands in the words said, not merely around them."""
    said = bag(" ".join(each.claim.content))
    told = each.claim.stance not in {Stance.QUESTIONS, Stance.CALLS_FOR}
    return told and bool(case.asked) and all(match(term.word, said) for term in case.asked)


def _world(case: Case) -> Answer:
    """A yes or no about the world is not ours to give: who says what, side by side."""
    either = _either(case)
    if len({each.claim.speaker_ids or each.claim.id for each in either}) > 1:
        return case.answered("side_by_side", either)
    good = [each for each in case.good() if _is_about_it(case, each)]
    if not good:
        return case.nothing()
    good = by_speaker(on_the_matter(case, good), within=_WIDE)
    if good[0].claim.stance is not Stance.DENIES:
        good = [good[0], *against(case, good[0].claim, before=True), *good[1:]]
    two = len({each.claim.speaker_ids for each in good[:2]}) == 2
    close = "on_record" if good[0].covered >= _ABOUT_IT else "closest"
    key = "two_versions" if two and opposed(good[0].claim, good[1].claim) else close
    return case.answered(key, good, count=str(len(good)))


def _either(case: Case) -> list[Ranked]:
    """The best claim for each of two figures that are asked about: "is the toll 12 or 14?"."""
    alternatives = _OR.search(case.question.text)
    if alternatives is None:
        return []
    close = case.good(enough=_SOME) or case.widened().good(enough=_SOME)
    told = [
        (each, {figure.strip(",.") for figure in _DIGITS.findall(" ".join(each.claim.content))})
        for each in close
    ]
    found = (next((each for each, figures in told if one in figures), None) for one in alternatives.groups())
    return [each for each in found if each is not None]


def _may_stand(each: Ranked, question: Question) -> bool:
    """Whether a claim of another kind than asked for says enough: a denial, or most of the words."""
    if Stance.DENIES in question.stances:
        return each.claim.stance is Stance.CONFIRMS or says_no(each.claim)
    return not question.stances or each.claim.stance is Stance.DENIES or each.covered >= _MOST


def _is_about_it(case: Case, each: Ranked) -> bool:
    """Whether more is met than names: "did Marek resign" is not answered by whatever Marek said."""
    claim = each.claim
    own = bag(claim.speaker or "").names
    asked = [term.word for term in case.asked if not term.word.is_named and not term.word.is_general]
    plain = [word for word in asked if not word.names & own]
    told = bag(f"{claim.context} {claim.title} {claim.speaker or ''} {claim.role or ''}")
    return not asked or any(match(word, told, fuzzy=True) for word in plain)
