"""Stories are told apart by what their tellings share: invented news of one day."""

from __future__ import annotations

from briefings.digests.corpus import Corpus
from store.records import Article
from tests.briefings.digests.make import article, claim, claim_in

SINKING = article(
    "Twelve dead after ferry Marita sinks off Oskel",
    "At least 12 people were killed when the ferry Marita collided with a patrol boat and sank off Oskel.",
    "Transport Minister Mara Lind accused the Norland navy of ramming the ferry.",
    "Norland's defence ministry denied that its boat had rammed the Marita.",
)
SURVIVORS = article(
    "Survivors tell of seconds before the collision",
    "Survivors of Monday's collision off Oskel said the crew had no time to hand out life jackets.",
    "Karin Dahl called for an inquiry into the sinking and for the logbook of Norland's patrol boat.",
)
STRIKE = article(
    "Ferry crews in Oskel walk out over pay",
    "Ferry crews at the port of Oskel went on strike over pay, stopping all sailings to the islands.",
    "The ferry company Oskel Line said the strike of the seamen's union was illegal.",
)
BANK = article(
    "Central bank of Velmora raises rates",
    "The central bank of Velmora raised its main interest rate, the third rise this year.",
    "Governor Lena Orlo said that inflation remained too high.",
)
BLOG = article(
    "Oskel live: search for the missing goes on",
    "The seamen's union has rejected an offer of more pay by Oskel Line. The strike goes on, it said.",
    "Norland will let investigators on board of its patrol boat, Eva Moe said.\n\n"
    "Moe again denied that the boat rammed the Marita.",
    "Another 15 people from the ferry Marita were saved after the collision off Oskel, a hospital said.\n\n"
    "In Hallin, the poet Sten Voss was sent to prison for a poem about the king.",
    "Sten Voss will appeal, the poet's lawyer in Hallin said of the prison sentence.",
    entries=True,
)
NEWS = [SINKING, SURVIVORS, STRIKE, BANK, BLOG]


def story(corpus: Corpus, where: Article, words: str) -> int | None:
    return corpus.story([claim_in(where, words)])


def test_one_story_goes_by_several_names_and_two_that_share_words_stay_apart() -> None:
    corpus = Corpus([], NEWS)
    sinking, strike = story(corpus, SINKING, "ramming the ferry"), story(corpus, STRIKE, "was illegal")
    assert story(corpus, SURVIVORS, "no time to hand out life jackets") == sinking
    assert story(corpus, BLOG, "let investigators on board") == sinking
    assert story(corpus, BLOG, "rejected an offer") == strike
    assert len({sinking, strike, story(corpus, BANK, "remained too high")}) == 3


def test_an_entry_that_turns_to_something_else_belongs_to_both() -> None:
    corpus = Corpus([], NEWS)
    assert story(corpus, BLOG, "15 people from the ferry Marita") == story(
        corpus, SINKING, "ramming the ferry"
    )
    poet = story(corpus, BLOG, "Sten Voss will appeal")
    assert story(corpus, BLOG, "sent to prison") == poet != story(corpus, SINKING, "ramming the ferry")


def test_an_entry_and_an_article_are_tellings_of_their_own() -> None:
    corpus = Corpus([], NEWS)
    first, second = (claim_in(BLOG, words) for words in ("rejected an offer", "denied that the boat"))
    assert corpus.telling(first) != corpus.telling(second)
    assert corpus.leads(first)
    assert corpus.telling(claim_in(SINKING, "ramming")) == corpus.telling(claim_in(SINKING, "denied"))
    assert not corpus.leads(claim_in(SINKING, "denied that its boat"))


def test_without_articles_sentences_and_headlines_tell_stories() -> None:
    rammed = claim("the patrol boat rammed the ferry Marita", title="Ferry Marita sinks")
    denied = claim("our boat did not ram the Marita", "Per Aas", title="Norland denies it rammed the Marita")
    rates = claim("inflation is too high", "Lena Orlo", title="Velmora's bank raises rates")
    corpus = Corpus([rammed, denied, rates])
    assert corpus.story([rammed]) == corpus.story([denied]) != corpus.story([rates])


def test_what_stands_nowhere_has_no_story() -> None:
    corpus = Corpus([], NEWS)
    assert corpus.story([claim("nobody has heard of this")]) is None


def test_many_stories_of_one_kind_stay_apart() -> None:
    told = [
        article(
            f"Blast in Place{n % 25} shakes town",
            f"A blast shook Place{n % 25} near River{n % 25} after the fair, {n} heard.",
            f"The mayor of Place{n % 25} spoke of gas from the Works{n % 25} pipe.",
        )
        for n in range(100)
    ]
    stories = Corpus([], told).stories
    assert len(set(stories.of.values())) == 25
