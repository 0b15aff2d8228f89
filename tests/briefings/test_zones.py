"""The zone of a city, however it is written, and of a point on the map."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from briefings import zones


@pytest.mark.parametrize(
    ("city", "zone"),
    [
        ("Lviv", "Europe/Kyiv"),
        ("Львів", "Europe/Kyiv"),
        ("münchen", "Europe/Berlin"),
        ("MUNICH", "Europe/Berlin"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Nueva York", "America/New_York"),
        ("Den Haag", "Europe/Amsterdam"),
        ("Ulan Bator", "Asia/Ulaanbaatar"),
    ],
)
def test_a_city_is_known_by_any_of_its_names(city, zone):
    assert zones.of_city(city) == zone


def test_a_place_nobody_knows_has_no_zone():
    assert zones.of_city("Atlantis-on-Sea") is None
    assert zones.of_city("") is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [(49.84, 24.03, "Europe/Kyiv"), (40.7, -74.0, "America/New_York"), (-33.9, 151.2, "Australia/Sydney")],
)
def test_a_point_lies_in_a_zone(latitude, longitude, zone):
    assert zones.at(latitude, longitude) == zone


def test_every_zone_of_a_city_is_one_that_clocks_know():
    assert all(ZoneInfo(zone) for zone in set(zones._cities().values()))
