"""The front desk: what Telegram, the command line, the worker and the tests all use.

One counter for each thing that people come for. Every verb is safe on the event loop: the database is
asked on threads, heavy work runs in a process that can be killed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from briefings.desk.answers import Answers
from briefings.desk.articles import Articles
from briefings.desk.buttons import Buttons
from briefings.desk.digests import Digests
from briefings.desk.feeds import Feeds
from briefings.desk.jobs import Jobs, Reply
from briefings.desk.messages import Messages
from briefings.desk.office import Office, Words
from briefings.desk.parts import Part
from briefings.desk.people import People
from briefings.desk.reviews import Reviews
from briefings.desk.subscriptions import Subscriptions
from briefings.desk.talks import Talks
from briefings.desk.upkeep import Upkeep
from briefings.isolation import Isolated
from briefings.loading import Fetch
from store.archive import Archive
from store.lookup import Lookup

__all__ = ["Desk", "Part", "Reply", "Words"]


class Desk:
    """Onrecord, as everybody who works with it sees it."""

    def __init__(
        self,
        *,
        archive: Archive,
        lookup: Lookup,
        isolated: Isolated,
        fetch: Fetch,
        words: Words,
        now: Callable[[], dt.datetime],
    ) -> None:
        office = Office(archive=archive, lookup=lookup, isolated=isolated, fetch=fetch, words=words, now=now)
        self.archive = archive
        self.answers = Answers(office)
        self.articles = Articles(office)
        self.buttons = Buttons(office)
        self.people = People(office)
        self.talks = Talks(office)
        self.messages = Messages(office)
        self.reviews = Reviews(office)
        self.jobs = Jobs(office)
        self.feeds = Feeds(office)
        self.subscriptions = Subscriptions(office)
        self.digests = Digests(office)
        self.upkeep = Upkeep(office)
