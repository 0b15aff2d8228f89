"""What a person should know of how an article was read, each in a sentence."""

from __future__ import annotations

import re

from briefings.errors import translatable
from store.records import ReadArticle

NO_OUTLET = "I found no outlet in it: please name it if you know it."
NO_DAY = "I found no day of publication in it: please name it if you know it."
PAID = translatable("The page is for subscribers: I may have read only its beginning.")

_ENGLISH = "en"
_SHORT = 300  # words; a page that asks for money and shows more than this shows the article
_LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_ASKS_FOR_MONEY = re.compile(
    r"\b(?:(?:subscribe|sign in|sign up|log in|register)(?: now)? to (?:continue|keep|read)|"
    r"to (?:continue|keep) reading,? (?:this \w+,? )?(?:please )?(?:subscribe|register|log in|sign in|buy)|"
    r"this (?:article|content|story|page) is (?:only |exclusively )?(?:available )?(?:only |exclusively )?"
    r"(?:for|reserved for|to) (?:our )?(?:paying |registered )?(?:subscribers|members)|"
    r"(?:for|reserved for) subscribers(?: only)?|subscribers? only|already a subscriber|"
    r"reached your (?:\w+ ){0,2}limit|\d+ free articles? (?:left|remaining|this month)|"
    r"unlock (?:this|the) (?:article|story)|continue reading with a subscription)\b",
    re.IGNORECASE,
)


def is_short(text: str) -> bool:
    """Whether an article may be but the beginning of a longer one: what is long was shown whole."""
    return len(text.split()) < _SHORT


def asks_for_money(page: str) -> bool:
    """Whether a page's text says that the whole article is for those who pay."""
    return bool(_ASKS_FOR_MONEY.search(page))


def of(article: ReadArticle) -> tuple[str, ...]:
    """The sentences about what was not found, or was found and cannot be used."""
    found = [*article.warnings]
    if article.outlet is None:
        found.append(NO_OUTLET)
    if article.published is None:
        found.append(NO_DAY)
    if (told := foreign(article)) is not None:
        found.append(told)
    return tuple(dict.fromkeys(found))


def foreign(article: ReadArticle) -> str | None:
    """The sentence about an article in another language than English, None where it is in English."""
    if article.language in (None, _ENGLISH):
        return None
    name = _LANGUAGES.get(article.language, f"a language I do not know ({article.language})")
    return f"It is written in {name}: it is kept, but I find statements in English only."
