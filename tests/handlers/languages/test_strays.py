"""No sentence is said outside the catalogues."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.handlers.languages.gathering import ERRORS, ROOT

_SENTENCE = re.compile(r"[A-Za-z]{2,}[,;]? [A-Za-z]{2,}")
_TAG = re.compile(r"<[^>]*(?:>|$)")
_MARKS = {"Sentence", "Counted", "translatable", *ERRORS}
# For the log only, and what words are compared with.
_BUGS = {"AssertionError", "TypeError", "RuntimeError", "ValueError", "SenderStopped"}
_LOGGED = {"RetryLater", "Unknown", "ChatGone", "Rejected"}
_COMPARING = {"startswith", "endswith", "removeprefix", "removesuffix"}
# What is asked in the people's stead, what Telegram writes to us, what articles are written with.
_NOT_SAID = {"DISAGREE", "EXAMPLES", "_GONE", "_NOTHING_TO_CHANGE", "_LEADING_VERBS"}


class _Strays(ast.NodeVisitor):
    """Texts of more than a word, but for docstrings, what is logged and what is marked for the catalogues."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not {getattr(target, "id", "") for target in node.targets} & _NOT_SAID:
            self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Nothing is said by comparing."""

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.visit(value)

    def visit_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        owner = getattr(getattr(node.func, "value", None), "id", "")
        if name not in _MARKS | _BUGS | _LOGGED | _COMPARING and owner not in {"logger", "re"}:
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and _SENTENCE.search(_TAG.sub("", node.value)):
            self.found.append(f"line {node.lineno}: {node.value!r}")


def _strays(path: Path) -> list[str]:
    strays = _Strays()
    strays.visit(ast.parse(path.read_text("utf-8")))
    return [f"{path.relative_to(ROOT)}, {each}" for each in strays.found]


def test_no_sentence_is_said_outside_the_catalogues():
    files = sorted((ROOT / "handlers").rglob("*.py"))
    assert not [stray for path in files for stray in _strays(path)]


def test_the_check_sees_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "said.py").write_text(
        '"""A docstring of one."""\nsay(message, f"Nobody said {this} before")\n'
    )
    assert _strays(tmp_path / "said.py") == ["said.py, line 2: 'Nobody said '"]
