"""What a line of a page is when it is not the article: buttons, stamps, credits, ends, bylines."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from enum import StrEnum

from briefings import dates


class Line(StrEnum):
    """The kinds of lines a copied page is made of."""

    PROSE = "prose"
    SHORT = "short"
    BUTTON = "button"
    STAMP = "stamp"
    CREDIT = "credit"
    BYLINE = "byline"
    SIGN_OFF = "sign-off"
    SHARE = "share"
    EMBED = "embedded post"
    SOFT_END = "soft end"
    END = "end"


_NAVIGATION = re.compile(
    r"^(?:\d+\.\s*)?skip\s+(?:to|past|over)\b.{0,200}$|^(?:back|jump|return) to (?:top|home|main|"
    r"search|the top|gallery|video|article|story)\b.{0,30}$",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"""^[\W_]*(?:
      (?:share|tweet|post|email|e-mail|print|save|saved|copy(?:\ link)?|link\ copied.?|facebook|
      twitter|x|whatsapp|linkedin
        |reddit|telegram|messenger|pinterest|flipboard|instagram|youtube|tiktok|snapchat|bluesky|threads|rss|bookmark|like|reply|report)
     |share\ (?:this|on|via|to|with)\b.{0,40}|click\ (?:here\ )?to\b.{0,40}|
     copy\ (?:this\ )?link.{0,30}|tap\ (?:here\ )?to\b.{0,30}
     |advert(?:isement)?s?(?:\ \d+)?|ads?|sponsored(?:\ content)?|promoted|paid\ (?:content|post)|
     article\ continues\ (?:below|after).{0,30}
     |story\ continues\ below.{0,40}|continue\ reading.{0,30}|advertising|remove\ ads?|hide\ ads?
     |menu|search|close|open|home|home\s?page|next|previous|prev|back|more|less|see\ more|
     view\ (?:more|all|gallery|image.{0,30}|comments?|\d+\ images?)
     |show\ (?:more|less|all|caption|key\ events.{0,20})|load(?:ing|\ more)?\W*|expand|collapse|
     toggle\b.{0,40}|read\ (?:more|less|full.{0,30}|later|time.{0,20})
     |\d+\s?(?:min(?:ute)?s?|sec(?:ond)?s?)\.?\ (?:read|listen|watch).{0,20}|(?:reading|
     listening)\ time\b.{0,30}
     |(?:tempo\ de\ leitura|temps\ de\ lecture|tiempo\ de\ lectura|lesezeit|lesedauer)\b.{0,30}
     |listen(?:\ (?:to\ this|now).{0,30})?|watch(?:\ (?:live|now|more|video))?|play(?:\ video)?|
     pause|mute|unmute|video|audio|gallery|photos?|image|images|full\ ?screen
     |subscribe(?:\ (?:now|today|to|for)\b.{0,50})?|sign\ (?:in|up|out)\b.{0,60}|log\ ?(?:in|out)|
     register(?:\ now)?|my\ account|follow(?:\ (?:us|me|live)\b.{0,40})?
     |get\ (?:our|the)\ (?:free\ )?(?:app|newsletter)\b.{0,40}|download\ (?:our|
     the)\b.{0,30}app.{0,20}|donate(?:\ now)?
     |(?:enter\ )?your\ e-?mail(?:\ address)?|support\ us|become\ a\ (?:member|subscriber)
     |(?:free\ )?(?:(?:daily|weekly|monthly|morning|evening)\ )?newsletters?(?:\ sign\ ?up)?
     |notifications?|settings|help|contact(?:\ us)?|about(?:\ us)?|
     privacy.{0,30}|terms.{0,40}|cookie.{0,30}|faqs?|accessibility.{0,20}
     |(?:\d[\d,.]*\s?[km]?\s+)?(?:shares?|likes?|views?|replies|reactions?)|\d+|live\ feed|from|
     key\ events(?:\ \(\d+\))?|live|breaking(?:\ news)?|exclusive|opinion|analysis|explainer|
     live\ reporting
     |this\ article\ is\ more\ than\ .{1,20}\ old|this\ (?:live\ ?)?blog\ is\ (?:now\ )?closed\.?|
     pinned(?:\ post)?|latest(?:\ updates)?|oldest(?:\ first)?|newest(?:\ first)?|sort\ by.{0,20}
     |(?:add|make)\ (?:us|.{1,30}\ (?:as|your))\b.{0,40}\bgoogle\b.{0,20}|(?:our\ )?(?:trust|
     editorial)\ (?:principles|standards|policy).{0,30}
     |by|caption|(?:image\s*)?\d+\s*(?:/|of)[\s/]*\d+|duration\W*\d[\d:]*|
     video\s?\d[\d:]{3,}|(?:social\ )?sharing|email\ link|pin\ it|thanks\ for\ signing\ up
     |to\ read\ the\ full\ (?:story|article)|article\ content|
     (?:after|end\ of)\ newsletter\ (?:promotion|sign-?up)
     |supported\ by|about\ this\ content|whats?'?s\ this\?|view\ image\ in\ full\ ?screen|
     open\ image\ in\ gallery|image\ source.{0,60}|image\ caption.{0,10}
     |(?:this\ )?video\ (?:can\ not|cannot|is\ not)\b.{0,60}|to\ (?:play|view)\ this\ .{1,60}|
     your\ browser\ does\ not\b.{0,80}|please\ (?:enable|turn\ on)\ javascript.{0,60}
    )[\W_]*$""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
# A link to another article inside this one, told by its first words.
_PROMO = re.compile(
    r"^\W*(?:read (?:more|also|next|the full story)|also read|see also|related|recommended|"
    r"watch(?: live| now| more)?|listen|don['’]t miss|explore more|more on this|go deeper)"
    r"\s*[:|»>–—]\s*(?!.*[\"”]\s*$)\S.{5,200}$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"^[\W_]*(?:share|updated at|link to (?:this )?post)[\W_]*$", re.IGNORECASE)
_END = re.compile(
    r"""^[\W_]*(?:
      (?:\d+|top|all|user|reader'?s?'?|latest|newest|best)\ (?:rated\ )?comments?\b.{0,40}|
      comments?\ (?:are|have|section|policy|rules|\W?\d).{0,60}|our\ commenting\ .{0,40}
     |\d+\ (?:responses?|replies|thoughts?)\ (?:to|on)\b.{0,120}|.{0,12}\b\d+\ comments?\b.{0,40}
     |(?:\d+\s+)?comments?(?:\s*\(?\d+\)?)?|(?:view|join|show|read|post|leave|add)\ (?:the\ |a\ |
     all\ )?(?:\d+\ )?(?:comments?|conversation|discussion)\b.{0,40}
     |join\ the\ (?:conversation|discussion|debate)\b.{0,40}|leave\ a\ (?:reply|comment)\b.{0,40}|
     what\ do\ you\ think\?.{0,40}comment.{0,40}
     |(?:©|\(c\)|copyright\s+(?:©|\(c\)|\d{4}|by\b|notice)).{0,120}|.{0,80}\ball\ rights\ reserved\b.{0,80}
    )[\W_]*$""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
_SOFT_END = re.compile(
    r"""^[\W_]*(?:
      most\ (?:viewed|read|popular|shared|commented|watched|recent)\b.{0,40}
     |related(?:\ (?:stories|story|articles?|topics?|content|news|links?|posts?|coverage|reading|
      tags?|videos?|internet\ links))?(?:\ \(\d+\))?
     |more\ (?:on|from|in|about|stories|news|like\ this|to\ read|top\ stories|coverage)\b.{0,50}|
     read\ (?:next|also|this\ next|more\ (?:on|about|from))\b.{0,80}|(?:also\ read|
     also\ in\ the\ news)\b.{0,80}
     |(?:you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested)|recommended|suggested|popular|
     trending)\b.{0,40}|don'?t\ miss\b.{0,40}|up\ next|next\ (?:up|article|story)
     |editor'?s'?\ (?:picks?|choice)|top\ (?:stories|news|videos|headlines)|latest\ (?:news|stories|
     headlines|videos|from)\b.{0,30}|in\ (?:other\ news|this\ (?:article|story))
     |(?:explore\ more\ on\ these\ )?topics|tags?|filed\ under|categor(?:y|ies)|
     reuse\ this\ content|(?:about|meet)\ the\ authors?|about\ (?:the|our)\ (?:writer|
     reporter)s?.{0,20}|follow\ the\ authors?.{0,20}
     |sign\ up\ (?:for|to)\b.{0,80}|get\ (?:the|our)\ .{0,60}(?:newsletter|inbox)\b.{0,40}|
     (?:our\ )?network|sections|sections\ on\b.{0,30}|our\ sites|quick\ links|useful\ links|company|
     legal|services|follow\ us\b.{0,40}|got\ a\ (?:story|tip)\b.{0,80}
     |elsewhere\ on\b.{0,30}|around\ the\ web\b.{0,20}|from\ (?:our\ partners|the\ web|
     around\ the)\b.{0,30}|promoted\ (?:stories|content)|sponsored\ (?:stories|links|content)|
     partner\ (?:stories|content)
     |share\ this\ (?:article|story|post|page)\b.{0,30}|(?:stay|keep)\ (?:up\ to\ date|informed|
     connected)\b.{0,80}|report\ a\ (?:typo|correction|mistake|problem)\b.{0,40}
    )\s*:?[\W_]*$""",
    re.IGNORECASE | re.VERBOSE,
)  # fmt: skip

# Prose that a site says of itself, not of the news: consent, accounts, newsletters, rules of the house.
_HOUSE = re.compile(
    r"\b(?:(?:use[sd]?|accept|all|these|this|necessary|our|set) cookies?|cookie (?:policy|settings|"
    r"consent|is)|"
    r"privacy (?:policy|notice|statement)|terms (?:of (?:use|service)|and conditions|& conditions)|"
    r"(?:straight )?(?:to|in) your inbox|unsubscribe|our (?:\w+ )?newsletters?|newsletter (?:for|to)|"
    r"affiliate (?:links?|commission)|(?:may|might|can) (?:earn|receive) (?:an?|some) (?:\w+ )?commission|"
    r"by (?:clicking|signing up|subscribing|submitting|entering your)|create an account|user comment|"
    r"post a comment|reCAPTCHA|javascript|ad[- ]?blocker|all rights reserved|subscribe (?:to|now|today)|"
    r"may not be (?:published|reproduced|broadcast|republished)|reproduction in whole|sign up (?:for|to) "
    r"(?:our|the|receive|get)|quotes delayed|website uses|become a (?:member|subscriber|supporter)|"
    r"this advertisement|has not loaded|reserved for subscribers|personal data for the purpose|log in to)\b",
    re.IGNORECASE,
)
_HALF_HOUSE = re.compile(
    r"\b(?:cookies?|personal (?:data|information)|your (?:consent|account|browser|preferences|subscription|"
    r"email(?: address)?|password|feed)|our (?:website|site|app|partners|journalism|readers|emails?|apps?|"
    r"community guidelines|standards)|this (?:web)?site|opt[- ]out|newsletter|click here|logged in|log in|"
    r"sign up|moderators?|free trial|support our|follow us|contact us|independent journalism|get in touch|"
    r"registered (?:charity|office|trademark)|unlimited|exclusive|advertising|comments?|subscri\w+|"
    r"account)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"[\"“”„«»]|\b(?:said|says|told|according to|warned|added|announced)\b", re.IGNORECASE)
_EMBED_END = re.compile(r"^(?:[—–-]\s?)?.{1,60}\(@\w{1,20}\)\s+[A-Z][a-z]+ \d{1,2}, \d{4}$")
_EMBEDDED = re.compile(r"\bpic\.twitter\.com/|https?://t\.co/|\bpic\.x\.com/")
_AGES = r"(?:second|minute|min|hour|day|week|month|year)s?\b"
_GLUED = re.compile(
    r"(?<=[a-z])(?=[A-Z][a-z])|(?<=\d)(?=[A-Z][a-z]{2})|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})|"
    rf"(?<=[a-z])(?=\d{{1,2}} {_AGES} ago)|(?<=19\d\d|20\d\d)(?=\d{{1,2}} {_AGES})"
)
_TEASER = re.compile(r"(?P<head>.{20,160}?[a-z0-9’'”)?!.])(?=[A-Z][a-z’']* ?[^.!?]{15,}[.!?])")
_STAMP_WORD = (
    r"(?:first\s+)?(?:published|posted|updated|modified|created|issued|last\s+(?:updated|modified|edited)|edited|"
    r"date|time|on|at|by|from|originally|online|in)"
)
_AGO = re.compile(
    r"^[\W_]*(?:(?:published|posted|updated|last updated|modified)\W*)*(?:\d+|an?|one|just)\s*"
    r"(?:s|m|h|d|w|mo|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?|now)(?:\s+ago)?[\W_]*$",
    re.IGNORECASE,
)
_AGO_INSIDE = re.compile(
    r"\b(?:published|posted|updated)\W{1,3}(?:\d+|an?|one) (?:second|minute|hour|day|week|month|"
    r"year)s? ago\b",
    re.IGNORECASE,
)
_STAMP_WORDS = re.compile(
    rf"\b(?:{_STAMP_WORD}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+[- ]min(?:ute)?s? read|read|"
    rf"ago|hours?|minutes?|min)\b|"
    r"\b\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,5}\b)?|\b[A-Z]{1,2}[DS]T\b|\b(?:GMT|UTC|AM|"
    r"PM)\b(?:[+-]\d+)?|\d+",
    re.IGNORECASE,
)
_TIME_ONLY = re.compile(
    r"^[\W_]*(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{1,5}|[+-]\d\d:?\d\d)?[\W_]*$",
    re.IGNORECASE,
)

_AGENCY = (
    r"(?:AFP|A\.?P\.?|Associated Press|Reuters|dpa|DPA|EPA|EFE|ANSA|Xinhua|TASS|Tass|PA|PA Media|"
    r"PA Wire|AAP|UPI|Bloomberg|ANI|PTI|IANS|KNA|epd|"
    r"Getty(?: Images)?|Shutterstock|Alamy|IMAGO|Imago|Anadolu(?: Agency)?|AA|picture[ -]alliance|"
    r"NurPhoto|Zuma(?: Press)?|ZUMA|Rex(?: Features)?|WireImage|Sipa|"
    r"AP Photo|AP Images|iStock|Unsplash|Pexels|Magnum|Sputnik|Pool|Handout|Supplied|Facebook|"
    r"Instagram|Twitter|X|YouTube|NASA|Newscom|MEGA|BACKGRID|SWNS|LNP|CNS|CP)"
)
_CREDIT_WORD = (
    r"(?:Image|Images|Photograph|Photographs|Photo|Photos|Picture|Pictures|Pic|Foto|Credit|"
    r"Image credit|Photo credit|Picture credit|Illustration|Composite|Graphic|Video|File photo|"
    r"Photo by|Photos by|Photograph by|Image by|Image source|IMAGE|PHOTO|PICTURE|CREDIT)"
)
_CREDIT = re.compile(
    rf"(?P<tail>[\s(\[.]*{_CREDIT_WORD}\s*(?::|©|\.\.\.|…)\s*(?P<who>[^.!?\"“”:]{{2,90}}?(?:\.[a-z]{{2,3}})?)\.?[)\]]?)\s*$"
)
_CREDIT_BY = re.compile(
    r"^(?:photo(?:graph)?|image|illustration|picture|graphic|video)(?:s|y)? "
    r"(?:by|courtesy of|via) [^.!?]{2,80}$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+more\s*[>»]\s*$", re.IGNORECASE)  # the button that unfolds a caption
_CREDIT_SLASH = re.compile(
    rf"[\w.)’' -]{{2,50}}(?: ?/|\||,? via |, for )\s?(?:[\w’' -]{{2,30}}(?:/|"
    rf" via ))?{_AGENCY}(?: Photo| Images| file)?\.?[)\]]?\s*$"
)
_SLASHED = re.compile(r"[/|]|,? via |, for ")  # what the search above is worth its time for
_CREDIT_LENGTH = 200
_CREDIT_PAREN = re.compile(
    rf"[(\[](?:{_CREDIT_WORD}\s*(?::|by|via|courtesy)?\s*[^()]{{2,80}}|"
    rf"(?:[^()]{{2,60}}/\s?)?{_AGENCY}(?:/[^()]{{2,60}})?(?: Photo| file|"
    rf" via [^()]{{2,40}})?(?:/[^()]{{2,60}})?|©[^()]{{2,80}}|"
    rf"[A-Z][\w.’' -]{{3,40}}/[A-Z][\w. ]{{1,30}})[)\]]\s*$"
)
_CREDIT_LEAD = re.compile(
    r"^(?:(?:AFP )?via )?(?:Getty Images|Shutterstock|Alamy|iStock|EPA|PA Media|IMAGO|Imago|NurPhoto)$|"
    r"^(?:REUTERS|AP Photo|AFP|EPA|Getty Images)\s?/\s?[A-Z][\w.'’ -]{2,40}$|^©\s?(?!\d{4}\b)[^.]{2,60}$"
)
_CAPTIONED = re.compile(
    r"\b(?:[Pp]ictured|looks? on|poses?|is seen|are seen|was seen|(?:file|archive|undated|"
    r"handout) (?:photo|image|picture)|photographed|"
    r"in this (?:photo|image|picture|screengrab|screenshot)|(?:photo|image|picture) (?:taken|shows|released)|"
    r"screengrab|stock image|from left|\((?:L|R|left|right|top|centre|center|C)\)|gestures?|attends?|"
    r"arrives?|speaks? during)\b|"
    r",\s+(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?[A-Z][a-z]+\.?\s+\d{1,2},\s+\d{4}\.?$|\.\s+[A-Z][a-z]+\.?\s+\d{1,2},\s+\d{4}\.?$"
)
_BYLINE = re.compile(
    r"^(?:(?:words|story|report|reported|written|posted|published|analysis|text|article|opinion)\s+by|by|von|par|por)[:\s]+\S.{2,120}$",
    re.IGNORECASE,
)
_CREDITS_FOOT = re.compile(
    r"^[(\[]?(?:(?:additional |extra )?(?:reporting|writing|editing|compiled|edited) by\b.{3,300}|"
    r"with (?:files|material|reporting) (?:by|from)\b.{3,100}|sources?\s*:.{2,60}|"
    r"(?:with )?agencies)[)\]]?\.?$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    rf"^(?:[a-zäöü]{{2,4}}(?:[/,][ ]?[a-zäöü]{{2,4}})*\s*)?\((?:{_AGENCY})(?:\s*[,/]\s*(?:{_AGENCY}|"
    rf"[\w ]{{2,30}}))*\)$|"
    r"^[a-z]{2,4}/[a-z]{2,4}(?:[/,][ ]?[a-z]{2,4})*$"
)
_BARS, _SPACES = re.compile(r"\s*[|>»›]\s*"), re.compile(r"\s{2,}|\t")
_BARRED, _SPACED, _LINK_WORDS = 3, 4, 3  # links of a menu's row by what parts them, words of each
_SENTENCE_END = re.compile(r"[.!?…:;।。？！؟۔][\"'”’»)\]」』]*(?:\s*\([^()]{2,40}\))?$")
# Scripts without spaces between words: about two characters make one.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_STOPWORDS = frozenset(
    re.findall(
        r"\S+",
        "the a an of to in and that is was for on with as at by it he she they his her their its be "
        "are were has have had not but from this which who will would said after about been or we you "
        "i there more when than into one all also over could can der die das und in zu den von mit "
        "ist auf im für nicht ein eine dem des le la les de des et un une en est que pour dans el los "
        "las y por con para del se al una su как и в на с не что по из за",
    )
)


def sort(line: str) -> Line:
    """The kind of one line, judged by itself alone."""
    kind = _furniture(line)
    if kind is not None:
        return kind
    count = length(line)
    if line.endswith(("?", "？")) and count <= 14:
        return Line.SHORT
    if count >= 8 and ends_sentence(line):
        return Line.PROSE
    return Line.PROSE if count >= 22 else Line.SHORT


def length(line: str) -> int:
    """About how many words `line` has, in whatever script."""
    return len(line.split()) + len(_UNSPACED.findall(line)) // 2


def _furniture(line: str) -> Line | None:
    if len(line) > 600:
        return None
    return next((kind for kind, is_one in _TESTS if is_one(line)), None)


def _is_button(line: str) -> bool:
    return bool(_NAVIGATION.match(line) or _BUTTON.match(line) or _PROMO.match(line))


def _is_end(line: str) -> bool:
    return bool(_END.match(line)) and (
        len(line.split()) <= 6 or "omment" not in line or not ends_sentence(line)
    )


def _is_soft_end(line: str) -> bool:
    return bool(_SOFT_END.match(line)) and len(line.split()) <= 14 and not line.endswith(".")


def _is_sign_off(line: str) -> bool:
    return bool(_SIGN_OFF.match(line) or _CREDITS_FOOT.match(line))


def _is_byline(line: str) -> bool:
    return bool(_BYLINE.match(line)) and len(line.split()) <= 16 and not ends_sentence(line)


def ends_sentence(line: str) -> bool:
    """Whether `line` ends as a sentence does."""
    return bool(_SENTENCE_END.search(line))


def is_credit(line: str) -> bool:
    """Whether `line` ends in a picture's credit, glued or not ("...KGBImage: X/AFP")."""
    if len(line.split()) > 70:
        return False
    line = _MORE.sub("", line)
    if _CREDIT_BY.match(line) or _CREDIT_LEAD.match(line) or _CREDIT.search(line) or _is_slashed(line):
        return True
    match = _CREDIT_PAREN.search(line)
    # "(AFP)" below a report is the agency's sign; below a picture stands a caption.
    return match is not None and (
        bool(re.search(rf"[/©]|{_CREDIT_WORD}", match[0])) or is_captionlike(line[: match.start()])
    )


def _is_slashed(line: str) -> bool:
    # "he told Reuters/AFP" is prose: a credit's last piece holds no verb, so no small words.
    if not _SLASHED.search(line):
        return False
    match = _CREDIT_SLASH.search(line[-_CREDIT_LENGTH:])
    return match is not None and (len(line.split()) <= 8 or "/" in match[0]) and not ends_sentence(line)


def is_bare_credit(line: str) -> bool:
    """Whether `line` is a credit and nothing else."""
    match = _CREDIT.search(line)
    return is_credit(line) and (len(line.split()) <= 8 if match is None else match.start() <= 2)


def is_time(line: str) -> bool:
    """Whether `line` is the time of a live blog's entry: a clock, with or without its day, or an age."""
    if len(line) > 60 or re.search(r"(?i)updated|published|posted", line):
        return False
    if _TIME_ONLY.match(line) or _AGO.match(line):
        return True
    return is_stamp(line) and bool(re.search(r"\d[:.h]\d\d|\d\s?[ap]\.?m", line))


def is_embed_end(line: str) -> bool:
    """Whether `line` signs an embedded post: "— Name (@handle) March 27, 2024"."""
    return bool(_EMBED_END.match(line))


def is_embedded(line: str) -> bool:
    """Whether `line` holds what only posts hold: short links and handles."""
    return bool(_EMBEDDED.search(line))


@functools.lru_cache(maxsize=4096)  # asked of a line again at each step of reading
def is_house(line: str) -> bool:
    """Whether `line` is what a site says of itself: consent, accounts, newsletters. Never what is quoted."""
    if _REPORTED.search(line) or len(line.split()) > 80:
        return False
    return bool(_HOUSE.search(line)) or len(_HALF_HOUSE.findall(line)) >= 2


def is_captionlike(line: str) -> bool:
    """Whether `line` reads as a picture's caption ("... looks on", "... March 24, 2024.")."""
    return len(line.split()) <= 60 and bool(_CAPTIONED.search(line))


def is_stamp(line: str) -> bool:
    """Whether `line` only tells when the page was published or changed."""
    if len(line) > 160 or len(line.split()) > 20:
        return False
    if _AGO.match(line) or _TIME_ONLY.match(line):
        return True
    rest = without_stamp(line)
    if rest is not None:
        words = re.findall(r"[^\W\d_]+", rest)
        return (
            sum(word.islower() for word in words) <= 1 and len(words) <= 8 and not ends_sentence(rest.strip())
        )
    return bool(re.fullmatch(rf"(?i)[\W_]*{_STAMP_WORD}(?:\s+{_STAMP_WORD})*[\W_]*", line)) and len(line) > 3


def without_stamp(line: str) -> str | None:
    """What is left of `line` without its dates and the words around them; None where it tells no date."""
    glued = unglue(line)
    found = dates.find(glued, day_first=True)
    if not found and not _AGO_INSIDE.search(glued):
        return None
    for hit in reversed(found):
        glued = glued[: hit.span.start] + " | " + glued[hit.span.end :]
    return _STAMP_WORDS.sub(" | ", _AGO_INSIDE.sub(" | ", glued))


def unglue(line: str) -> str:
    """`line` with a space where a page's boxes were run together ("EDTFirst published", "20243 years")."""
    return _GLUED.sub(" ", line)


def is_teaser(line: str) -> bool:
    """Whether `line` is a link's headline run together with its summary ("... In CourtA judge has ...")."""
    match = _TEASER.match(line)
    words = [word for word in re.findall(r"[^\W\d_]+", match["head"]) if len(word) > 3] if match else []
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def is_menu(raw: str) -> bool:
    """Whether a line, its spaces as copied, is a row of links: "Home | World | Asia | Sport"."""
    for columns, least in ((_BARS, _BARRED), (_SPACES, _SPACED)):
        parts = [part for part in columns.split(raw.strip()) if part]
        if len(parts) >= least and all(len(part.split()) <= _LINK_WORDS for part in parts):
            return True
    return False


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same but for case, marks and space."""
    return folded(one) == folded(other)


def folded(line: str) -> str:
    """The words of `line` in lower case, a space between."""
    return " ".join(re.findall(r"\w+", line.lower()))


def is_small(word: str) -> bool:
    """Whether `word`, in lower case, is one of the small words that every text is full of."""
    return word in _STOPWORDS


def stopword_share(line: str) -> float:
    """The share of small words among the words of `line`: low in lists and menus."""
    words = re.findall(r"\w+", line.lower())
    return sum(word in _STOPWORDS for word in words) / len(words) if words else 0.0


# In this order: the first that a line passes names its kind.
_TESTS: tuple[tuple[Line, Callable[[str], object]], ...] = (
    (Line.SHARE, _SHARE.match),
    (Line.EMBED, is_embed_end),
    (Line.BUTTON, _is_button),
    (Line.CREDIT, is_credit),
    (Line.END, _is_end),
    (Line.SOFT_END, _is_soft_end),
    (Line.STAMP, is_stamp),
    (Line.SIGN_OFF, _is_sign_off),
    (Line.BYLINE, _is_byline),
)
