"""Questions over a small invented store: who is cited first, and how the answer leads."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.answering.answer import Outcome
from store.records import Part
from tests.briefings.answering.conftest import Ask

ANSWERED = [
    (
        "Who claimed responsibility for the attack on the bridge?",
        "owned_up",
        "Iron Lanterns",
        "responsibility",
    ),
    ("who plans to double fares?", "told_by", "Harl Tosk", "double"),
    ("which group says it attacked the bridge", "owned_up", "Iron Lanterns", "responsibility"),
    ("who denied it was involved in the attack?", "who_denies", "Katria", "any role"),
    ("who accused Katria?", "who_accuses", "Lidia Sorn", "arming"),
    ("who said nobody searched the lorry", "who_states", "Pia Rell", "Nobody"),
    ("What did Ada Brenn say about the bridge?", "words_one", "Ada Brenn", "reopen"),
    ("what did brenn say about teh brigde", "words_one", "Ada Brenn", "reopen"),
    ("what did Oskar Vayne promise", "words_one", "Oskar Vane", "5,000"),
    ("What has the head of the ferry company warned about?", "words_one", "Harl Tosk", "double"),
    ("what did the ferry boss say about fares", "words_one", "Harl Tosk", "double"),
    ("what did the Orsenian foreign minister say?", "words", "Lidia Sorn", "arming"),
    ("what did Orsenia's top diplomat say?", "words", "Lidia Sorn", "arming"),
    ("What did the Prime Minister call for?", "words_one", "Oskar Vane", "calm"),
    ("did Sorn accuse Katria of arming the group?", "yes_accuses", "Lidia Sorn", "arming"),
    ("Does Katria admit a role in the attack?", "no_denied", "Katria", "any role"),
    ("Did Brenn say why the cameras were off?", "no_said", "Ada Brenn", "why the cameras"),
    ("did Tosk comment on the cameras?", "no_said", "Harl Tosk", "to comment"),
    ("Did Sorn offer any evidence?", "no_caveat", "Lidia Sorn", "arming"),
    ("why were the cameras switched off?", "no_reason", "Ada Brenn", "why the cameras"),
    ("How many people were killed?", "figure", "city hospital", "12"),
    ("how many people were killed at first", "figure", "city hospital", "ten"),
    ("When did Brenn say the bridge would reopen?", "day_words", "Ada Brenn", "reopen"),
    ("Do Tosk and Rell agree about the lorry?", "two_told", "Harl Tosk", "Two guards"),
    ("tosk vs rell", "two_told", "Harl Tosk", "searched the lorry"),
    ("was the lorry searched at the north gate?", "two_versions", None, "searched the lorry"),
    ("how did Katria react to the accusation?", "words_one", "Katria", "any role"),
    ("who is accused of arming the group?", "on_record", "Lidia Sorn", "Katria"),
    ("fares", "on_record", "Harl Tosk", "double"),
    ("Brenn bridge", "words_one", "Ada Brenn", "reopen"),
    ("What did Brenn say on Monday?", "words_one", "Ada Brenn", "reopen"),
    ("statements from 7 May 2025", "from_period", None, ""),
    ("What did Reuters report?", "words_via", "Harl Tosk", "Two guards"),
    ("what did the Velm Herald report about fares?", "on_record", "Harl Tosk", "double"),
    ("Что сказала Бренн?", "words_one", "Ada Brenn", "reopen"),
    ("Qu'a dit Vane ?", "words", "Oskar Vane", ""),
]


@pytest.mark.parametrize(("text", "lead", "speaker", "words"), ANSWERED)
def test_a_question_is_answered_by_the_right_statement(
    ask: Ask, text: str, lead: str, speaker: str | None, words: str
) -> None:
    made = ask(text)
    assert (made.outcome, made.lead.key) == (Outcome.ANSWERED, lead)
    first = made.citations[0].claim
    assert speaker is None or first.speaker == speaker
    assert words in " ".join(first.content)


NOTHING = [
    ("What did Marek Ilves say?", "nothing_by", "Marek Ilves"),
    ("what did president marek ilves say about the bridge", "nothing_by", "president marek ilves"),
    ("what did Zoltan Tosk say?", "nothing_by", "Zoltan Tosk"),
    ("what did the Katrian foreign minister say?", "nothing_by", "the Katrian foreign minister"),
    ("What did Tosk say about the mayor's dog?", "nothing_by_about", "Harl Tosk"),
    ("What did Orsenia's foreign minister say about the weather?", "nothing_by_about", "Lidia Sorn"),
    ("what did Sorn say about fares?", "nothing_by_about", "Lidia Sorn"),
    ("what did Sorn say on 19 March 2024?", "nothing_by_then", "Lidia Sorn"),
    ("who won the regatta?", "nothing_about", None),
    ("who denied stealing the regatta cup?", "nothing_stance", None),
    ("how many boats were sunk", "nothing_about", None),
    ("what was said on 19 March 2025?", "nothing_in_period", None),
    ("what will the weather be tomorrow", "nothing_about", None),
    ("chess", "nothing_about", None),
    ("who accused Brenn of arming the group?", "nothing_stance", None),
    ("why did the regatta end?", "nothing_why", None),
]


@pytest.mark.parametrize(("text", "lead", "name"), NOTHING)
def test_what_the_store_does_not_have_is_said_so(ask: Ask, text: str, lead: str, name: str | None) -> None:
    made = ask(text)
    assert (made.outcome, made.lead.key) == (Outcome.NOTHING_FOUND, lead)
    assert not made.citations
    assert name is None or made.lead.values["name"] == name


def test_what_lies_near_is_offered_beside_it(ask: Ask) -> None:
    made = ask("What did Sorn say about fares?")
    assert made.nearest[0].claim.speaker == "Lidia Sorn"
    assert {each.claim.speaker for each in made.nearest} == {"Lidia Sorn", "Harl Tosk"}  # he spoke of fares


def test_what_lies_near_need_not_hold_a_name_that_nobody_bears(ask: Ask) -> None:
    made = ask("What did Zoltan Quarn say about the fares of the ferry?")
    assert made.outcome is Outcome.NOTHING_FOUND
    assert made.nearest[0].claim.speaker == "Harl Tosk"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("who reckons that crossing by ferry could cost people much more by June", "Harl Tosk"),
        ("What did Vane say about cash for each stricken family?", "Oskar Vane"),
    ],
)
def test_what_shares_some_of_the_words_is_shown_as_no_more_than_that(
    ask: Ask, text: str, speaker: str
) -> None:
    made = ask(text)
    assert (made.outcome, made.lead.key) == (Outcome.ANSWERED, "closest")
    assert made.citations[0].claim.speaker == speaker
    assert len(made.citations) > 1  # with what else comes close, whoever said it


def test_who_only_comes_near_it_is_not_said_to_have_said_so(ask: Ask) -> None:
    made = ask("who says the ferry will cost passengers nothing by June?")
    assert made.lead.key != "who_states"
    assert made.citations[0].claim.speaker == "Harl Tosk"


@pytest.mark.parametrize(
    ("text", "name"), [("who is Harl Tosk?", "Harl Tosk"), ("who is Sorn?", "Lidia Sorn")]
)
def test_who_somebody_is_tells_their_role_first(ask: Ask, text: str, name: str) -> None:
    made = ask(text)
    role = made.citations[0].claim.role
    assert made.lead.values["name"] == (f"{name}, {role}," if role else name)


FOLLOWUPS = [
    (["What did Sorn say?"], "and Vane?", "Oskar Vane"),
    (["who accused Katria of arming the group?"], "who denied it?", "Katria"),
    (["What did Brenn say about the bridge?"], "when was that?", "Ada Brenn"),
    (["who is Harl Tosk?"], "what did he say about the lorry?", "Harl Tosk"),
    (["How many people were killed?"], "and on Tuesday?", "city hospital"),
    (["How many people were killed?", "and on Tuesday?"], "and on Wednesday?", "city hospital"),
    (["did Tosk say the lorry was searched?"], "who else said so?", "Pia Rell"),
]


@pytest.mark.parametrize(("context", "text", "speaker"), FOLLOWUPS)
def test_a_short_question_goes_on_from_the_one_before(
    ask: Ask, context: list[str], text: str, speaker: str
) -> None:
    made = ask(text, *context)
    assert made.outcome is Outcome.ANSWERED
    assert made.citations[0].claim.speaker == speaker


def test_a_day_in_a_short_question_replaces_the_day_before(ask: Ask) -> None:
    earlier = ask("and on Tuesday?", "How many people were killed?")
    later = ask("and on Wednesday?", "How many people were killed?", "and on Tuesday?")
    assert (earlier.lead.values["figure"], later.lead.values["figure"]) == ("At least ten", "12")


@pytest.mark.parametrize("text", ["and Ilves?", "and what did Marek Ilves say about her?"])
def test_somebody_unknown_in_a_short_question_is_not_given_the_words_of_another(ask: Ask, text: str) -> None:
    made = ask(text, "What did Sorn say?")
    assert made.outcome is Outcome.NOTHING_FOUND
    assert not made.citations


def test_a_question_of_two_halves_gets_both(ask: Ask) -> None:
    made = ask("Who claimed responsibility for the attack and who denied a role in it?")
    assert {each.claim.speaker for each in made.citations} >= {"Iron Lanterns", "Katria"}


def test_a_statement_told_by_two_outlets_is_shown_once_with_both(ask: Ask) -> None:
    made = ask("what did Brenn say about the bridge?")
    first = made.citations[0]
    told = {first.claim.outlet, *(other.outlet for other in first.also)}
    assert told == {"The Velm Herald", "Coast Wire"}
    assert len(made.citations) == 1


def test_the_older_figure_is_named_after_the_newest(ask: Ask) -> None:
    shown = [" ".join(each.claim.content) for each in ask("How many people were killed?").citations]
    assert shown[:2] == ["The death toll has risen to 12", "At least ten people were killed"]


def test_speech_that_did_not_happen_is_never_given_as_a_statement(ask: Ask) -> None:
    for text in ("What did Brenn say?", "cameras", "What did Brenn say about the bridge?"):
        made = ask(text)
        assert not any(each.claim.negated for each in (*made.citations, *made.nearest))


def test_that_somebody_would_not_say_is_told_as_no_statement(ask: Ask) -> None:
    made = ask("What did Brenn say about the cameras?")
    assert made.lead.key == "unsaid"
    assert "did not say" in made.lead.values["words"]
    assert [each.claim.speaker for each in made.citations] == ["Ada Brenn"]


@pytest.mark.parametrize("text", ["", "   \n\t", "🔥🔥", "?!…", "\u202e\u200b"])
def test_a_message_without_words_is_asked_for_words(ask: Ask, text: str) -> None:
    assert (ask(text).outcome, ask(text).lead.key) == (Outcome.CLARIFY, "no_words")


def test_a_message_of_small_words_only_is_asked_for_a_subject(ask: Ask) -> None:
    assert ask("who who who who").outcome is Outcome.CLARIFY


def test_a_message_too_long_for_a_question_is_refused(ask: Ask) -> None:
    assert ask("who claimed " + "a" * 5000).outcome is Outcome.REFUSED


TYPED = (
    """who what did say why when how many and Tosk Brenn about the lorry on Monday denied it vs ? , US IS"""
)
PIECES = st.sampled_from(
    [
        *TYPED.split(),
        *("according to", "31 February", "0000-00-00", "in 1999", "what about", "Reuters"),
        *("\u202e", "🔥", "'s", "“”", "<b>", "\x00", "Ж"),
    ]
)
SENTENCES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map(" ".join))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=SENTENCES, before=SENTENCES)
def test_whatever_is_typed_is_answered_from_the_store_or_not_at_all(ask: Ask, text: str, before: str) -> None:
    made = ask(text, before)
    for citation in (*made.citations, *made.nearest):
        claim = citation.claim
        assert claim.part is Part.TEXT
        assert claim.usable
