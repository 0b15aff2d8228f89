"""The shipped sample articles and the questions asked of them, checked on their text alone."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot import samples

STRAIGHT = str.maketrans("“”‘’", "\"\"''")
KEYS = {
    "Who claimed responsibility for the explosion at Port Merrin?": ("claimed responsibility", "Port Merrin"),
    "Who accused Drovania, and was any evidence offered?": ("accused", "Drovania", "evidence"),
    "Who denied involvement in the attack?": ("denied any involvement",),
    "How many people were killed, and according to whom?": (
        "killed 15 people",
        "nine people have been killed",
    ),
    "Do Marrowby and Strand agree about the east gate?": ("Marrowby", "Strand", "east gate"),
    "What has the harbour master warned about?": ("harbour master", "Marrowby warned"),
    "What did Pell say about the strike?": ("Pell", "strike"),
}


def texts() -> dict[str, str]:
    return {name: content.decode("utf-8") for name, content in samples.articles()}


def asked() -> list[dict[str, Any]]:
    lines = Path(__file__).with_name("sample_questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def everything() -> str:
    return " ".join(" ".join(texts().values()).split()).translate(STRAIGHT)


def stands(words: str, text: str) -> bool:
    pattern = rf"(?<!\w){re.escape(words.translate(STRAIGHT))}(?!\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def test_at_least_four_articles_come_in_reading_order() -> None:
    names = list(texts())
    assert len(names) >= 4
    assert names == sorted(names)
    assert all(name.endswith(".txt") for name in names)


def test_every_article_names_an_outlet_of_its_own_in_its_copyright_line() -> None:
    owners = [re.findall(r"^© 2025 ([^.\n]+)", text, re.MULTILINE) for text in texts().values()]
    assert all(len(names) == 1 for names in owners)
    assert len({names[0] for names in owners}) == len(owners)


def test_weekdays_agree_with_the_calendar() -> None:
    written = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* (\d{1,2}) (?:Mar|March) 2025")
    found = [match for text in texts().values() for match in written.findall(text)]
    assert len(found) > 10
    assert all(dt.date(2025, 3, int(day)).strftime("%a") == weekday for weekday, day in found)


def test_the_live_blog_runs_over_two_days_newest_entry_first() -> None:
    blog = next(text for text in texts().values() if "live blog" in text)
    stamps = re.findall(r"^\w{3} (\d{1,2} Mar 2025 \d\d\.\d\d) GMT\n(?=.*\n\n)", blog, re.MULTILINE)
    times = [dt.datetime.strptime(stamp, "%d %b %Y %H.%M").replace(tzinfo=dt.UTC) for stamp in stamps]
    assert 12 <= len(times) <= 16
    assert times == sorted(times, reverse=True)
    assert len({time.date() for time in times}) >= 2


def test_the_keys_cover_all_questions_but_the_last() -> None:
    assert tuple(KEYS) == samples.QUESTIONS[:-1]
    assert len(samples.QUESTIONS) == 8


@pytest.mark.parametrize("question", KEYS)
def test_a_question_worth_trying_is_about_words_of_the_samples(question: str) -> None:
    assert all(stands(key, everything()) for key in KEYS[question])


def test_the_last_question_is_about_somebody_the_samples_do_not_know() -> None:
    assert "Quist" in samples.QUESTIONS[-1]
    assert not stands("Quist", everything())


def test_there_are_sixty_questions_a_fifth_without_an_answer() -> None:
    questions = asked()
    unanswered = [question for question in questions if question["expects"] == "abstain"]
    assert len(questions) >= 60
    assert len({question["id"] for question in questions}) == len(questions)
    assert {question["expects"] for question in questions} == {"answer", "abstain"}
    assert len(unanswered) >= len(questions) / 5


@pytest.mark.parametrize(
    "question",
    [question for question in asked() if question["expects"] == "answer"],
    ids=lambda question: str(question["id"]),
)
def test_an_expected_answer_can_be_given_in_words_of_the_samples(question: dict[str, Any]) -> None:
    assert question["must_mention"]
    for alternatives in question["must_mention"]:
        words = [alternatives] if isinstance(alternatives, str) else alternatives
        assert any(stands(word, everything()) for word in words)


def test_what_an_abstaining_answer_must_not_say_is_not_in_the_samples() -> None:
    unanswered = [question for question in asked() if question["expects"] == "abstain"]
    forbidden = [words for question in unanswered for words in question["must_not_mention"]]
    assert len(forbidden) >= len(unanswered)
    assert not any(stands(words, everything()) for words in forbidden)
