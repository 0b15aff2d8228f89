"""Every language says everything, with the same values and whole markup; nothing is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from briefings.errors import OnrecordError
from handlers.languages.catalogue import NAMES
from tests.handlers.languages.gathering import ERRORS, OTHERS, ROOMS, ROOT, catalogue, gathered

TEMPLATE = gathered()
TEXTS = ROOT / "handlers" / "texts"
TELEGRAM_TAGS = {"a", "b", "i", "code"}
COMMAND = re.compile(r"(?<![\w/<])/[a-z]+\b")


class _Tags(HTMLParser):
    """The tags of a sentence in order; fails on one that does not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TELEGRAM_TAGS
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self._open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def _forms(message: Message) -> Iterator[tuple[str, str]]:
    """Every translated form with the English one it stands for."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from ((message.id[1], form) for form in message.string or ())


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _told(language: str) -> list[Message]:
    return [each for each in catalogue(language) if each.id]


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_what_the_code_says_and_nothing_else(language):
    wanted = {(str(each.id), each.context) for each in TEMPLATE if each.id}
    assert {(str(each.id), each.context) for each in _told(language)} == wanted


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_untranslated_or_a_guess(language):
    made = catalogue(language)
    assert not [each.id for each in made if each.id and (each.fuzzy or not each.string)]
    for message in _told(language):
        if isinstance(message.id, tuple):
            assert len(message.string or ()) == made.num_plurals
        assert all(form.strip() for _, form in _forms(message)), message.id


@pytest.mark.parametrize("language", OTHERS)
def test_translations_hold_the_same_values_tags_and_commands(language):
    for message in _told(language):
        for english, form in _forms(message):
            assert _places(form) == _places(english), english
            assert sorted(_Tags(form).seen) == sorted(_Tags(english).seen), english
            assert sorted(COMMAND.findall(form)) == sorted(COMMAND.findall(english)), english
            assert form.count("\n") == english.count("\n"), english


@pytest.mark.parametrize("language", OTHERS)
def test_translations_begin_and_end_as_the_english_does(language):
    """No space that was typed by mistake, and a verb stands behind the name that it belongs to."""
    for message in _told(language):
        for english, form in _forms(message):
            assert form == form.strip(), english
            if english.startswith("{who}"):
                assert form.startswith("{who}")


def test_what_is_in_english_is_whole_markup():
    for message in TEMPLATE:
        for english in [message.id] if isinstance(message.id, str) else message.id:
            _Tags(english)


def test_every_language_has_a_catalogue_and_none_is_left_over():
    folder = ROOT / "handlers" / "languages"
    assert sorted(path.stem for path in folder.glob("*.po")) == sorted(OTHERS)
    assert next(iter(NAMES)) == "en"


# The code


def _code() -> Iterator[tuple[Path, ast.Module]]:
    for room in (*ROOMS, "bot"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def test_every_sentence_is_used():
    named = {
        (path.stem, target.id)
        for path in TEXTS.glob("[a-z]*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    used = {each for path, tree in _code() for each in _used(path, tree)}
    assert not named - used


def _used(path: Path, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Module and name of every sentence that this code uses, under whatever name it goes there."""
    modules = {path.stem: path.stem for path in TEXTS.glob("[a-z]*.py")}  # also when it is a local name
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "handlers.texts":
            modules |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("handlers.texts."):
            yield from ((str(node.module).rpartition(".")[2], alias.name) for alias in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            if isinstance(owner, ast.Name) and owner.id in modules:
                yield modules[owner.id], node.attr
            elif isinstance(owner, ast.Attribute) and getattr(owner.value, "id", "") == "texts":
                yield owner.attr, node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and path.parent == TEXTS:
            yield path.stem, node.id


def test_errors_are_told_by_sentences_that_catalogues_can_have():
    """No error that a chat may be told is put together from pieces, or of a kind that is not gathered."""
    for path, tree in _code():
        if path.relative_to(ROOT).parts[0] == "bot":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), f"{path}:{node.lineno}"


def _kinds(kind: type[OnrecordError]) -> Iterator[type[OnrecordError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)


def test_every_error_of_the_briefings_is_gathered():
    from briefings import delivery, isolation, manners  # noqa: F401, PLC0415 - their errors have to be known

    told = {each.__name__ for each in _kinds(OnrecordError) if each.__module__.startswith("briefings")}
    assert told - {"SenderStopped"} <= set(ERRORS)  # which only the log is told
