import pytest

from warledger.gazetteer.home import home_country

HOMES = [
    ("https://www.lfpress.ca/news/1", "CA"),
    ("http://news.bbc.co.uk/x", "GB"),
    ("https://www.dailytrust.com.ng/a", "NG"),
    ("https://libyaherald.com/", None),
    ("https://bit.ly/3x", None),
    ("https://example.com.ly/", "LY"),
    ("https://europa.eu/", None),
    ("http://[broken", None),
    ("no address", None),
    (None, None),
    (17, None),
]


@pytest.mark.parametrize(("address", "country"), HOMES, ids=[str(h[0]) for h in HOMES])
def test_home(address: object, country: str | None) -> None:
    assert home_country(address) == country
