from __future__ import annotations

from store.archive import Archive
from store.records import FoundSpeaker


def _resolve(archive: Archive, name: str, *aliases: str, role: str | None = None) -> int:
    with archive.begin() as tx:
        found = FoundSpeaker(name=name, aliases=aliases, role=role)
        return tx.speakers.resolve(found, change=tx.next_change())


def test_a_name_is_one_speaker_however_it_is_spelt(archive: Archive) -> None:
    made = _resolve(archive, "Željko Brandt-Ås", "Brandt-Ås", role="minister")
    assert _resolve(archive, "Zeljko Brandt As") == made
    with archive.read() as tx:
        (speaker,) = tx.speakers.named("ŽELJKO BRANDT ÅS")
        assert (speaker.name, speaker.role) == ("Željko Brandt-Ås", "minister")
        assert set(speaker.aliases) == {"Brandt-Ås", "Zeljko Brandt As"}
        assert tx.speakers.all() == tx.speakers.get([made]) == [speaker]
        assert tx.speakers.named("Nobody") == []


def test_a_bare_surname_meets_the_only_one_who_bears_it(archive: Archive) -> None:
    full = _resolve(archive, "Ivan Petrel", "Petrel")
    assert _resolve(archive, "Petrel") == full


def test_a_fuller_name_is_learnt(archive: Archive) -> None:
    bare = _resolve(archive, "Petrel")
    assert _resolve(archive, "Ivan Petrel", "Petrel", role="mayor") == bare
    with archive.read() as tx:
        (speaker,) = tx.speakers.all()
    assert (speaker.name, speaker.aliases, speaker.role) == ("Ivan Petrel", ("Petrel",), "mayor")


def test_two_people_of_one_surname_are_kept_apart(archive: Archive) -> None:
    ivan, oleg = _resolve(archive, "Ivan Petrel", "Petrel"), _resolve(archive, "Oleg Petrel", "Petrel")
    assert ivan != oleg
    someone = _resolve(archive, "Petrel")
    assert someone not in {ivan, oleg}
    assert _resolve(archive, "Petrel") == someone
    with archive.read() as tx:
        assert [speaker.id for speaker in tx.speakers.named("Petrel")] == [ivan, oleg, someone]
    pavel = _resolve(archive, "Pavel Petrel", "Petrel")
    assert pavel not in {ivan, oleg, someone}
    assert _resolve(archive, "Ivan Petrel", "Petrel") == ivan


def test_the_full_name_decides_over_an_alias(archive: Archive) -> None:
    house = _resolve(archive, "Harbour Office", "the office")
    other = _resolve(archive, "The Office")
    assert house == other
    town = _resolve(archive, "Town Office", "Harbour Office")
    assert town != house
    assert _resolve(archive, "Harbour Office") == house


def test_what_is_learnt_is_a_change_and_what_is_known_is_not(archive: Archive) -> None:
    made = _resolve(archive, "Ivan Petrel")
    for learns, name, aliases, role in (
        (False, "Ivan Petrel", (), None),
        (True, "Ivan Petrel", ("Vanya",), None),
        (False, "Ivan Petrel", ("Vanya",), None),
        (True, "Ivan Petrel", (), "mayor"),
        (False, "Ivan Petrel", (), "baker"),
        (True, "IVAN PETREL", (), None),
    ):
        with archive.read() as tx:
            before = tx.change()
        assert _resolve(archive, name, *aliases, role=role) == made
        with archive.read() as tx:
            assert [speaker.id for speaker in tx.speakers.changed_since(before)] == [made] * learns


def test_spellings_carried_over_from_another_script_are_one_name(archive: Archive) -> None:
    first = _resolve(archive, "Yevheniy Horbatskyi", "Horbatskyi")
    assert _resolve(archive, "Yevheny Horbatsky") == first
    assert _resolve(archive, "Yevhenia Horbatska") != first


def test_short_names_do_not_sound_alike_by_chance(archive: Archive) -> None:
    assert _resolve(archive, "Ann Lee") != _resolve(archive, "Ann Li")
