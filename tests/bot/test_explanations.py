"""`onrecord ask --why`: how a question was understood, what was found, and why in that order."""

from __future__ import annotations

QUESTION = "who accused Drovania?"


def test_why_shows_how_it_was_understood_and_what_was_found(onrecord, data_folder):
    ran = onrecord("ask", QUESTION, "--why", data=data_folder)
    assert ran.status == 0
    for words in ("Understood", "who said it", "accuses", "What was found", "Answer: answered", "Brelisk"):
        assert words in ran.out


def test_the_order_told_is_the_order_shown(onrecord, data_folder):
    [why] = onrecord("ask", QUESTION, "--why", "--json", data=data_folder).lines
    [plain] = onrecord("ask", QUESTION, "--json", data=data_folder).lines
    [search] = why["searches"]
    found = {each["shown"]: each["claim"] for each in search["candidates"] if each["shown"]}
    assert [found[place] for place in sorted(found)] == [each["claim"] for each in plain["citations"]]
    scores = [each["score"] for each in search["candidates"]]
    assert scores == sorted(scores, reverse=True)
    for each in search["candidates"]:
        assert abs(sum(each["parts"].values()) - each["score"]) < 0.02


def test_why_tells_what_a_short_question_goes_on_from(onrecord, data_folder):
    ran = onrecord("ask", "who denied it?", "--after", QUESTION, "--why", "--json", data=data_folder)
    [why] = ran.lines
    assert why["understood"][0]["kind of saying"] == "denies"
    assert "Drovania" in why["understood"][0]["from before"]


def test_why_of_what_cannot_be_found_says_nothing(onrecord, data_folder):
    ran = onrecord("ask", "what did Quist say?", "--why", data=data_folder)
    assert ran.status == 0
    assert "nobody known" in ran.out


def test_why_does_not_go_with_a_batch(onrecord, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_text("{}")
    assert onrecord("ask", "--batch", batch, "--why").status == 2
