"""The palette: legible on both grounds, told apart by all readers, given to parties for good."""

import re
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest

from warledger.parties.registry import default_registry
from warledger.publish.charts import DARK, LIGHT
from warledger.publish.colours import ColourError, Look, Palette, default_palette, read_palette

CONTROLLERS = (
    "islamic-state iraqi-government kurdistan-region syrian-government syrian-opposition syrian-democratic-forces "
    "hayat-tahrir-al-sham turkish-backed-opposition ukraine russia"
).split()

SEEN = {
    "usual": np.eye(3),
    "no green": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "no red": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
}
"""How linear RGB is seen by people without one kind of cone (Machado, Oliveira and Fernandes 2009)."""


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    lights = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb.clip(0, 1)
    f = np.cbrt(xyz / [0.9505, 1.0, 1.089])
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def variables(scheme: int) -> dict[str, str]:
    """The style sheet's colours: 0 for those of a light page, 1 for a dark one."""
    style = (files("warledger.publish") / "data" / "map.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style.split(":root {")[scheme + 1].split("}")[0]))


def test_every_controller_of_the_contract_has_a_look_and_is_a_party() -> None:
    assert set(default_palette().fixed) == set(CONTROLLERS)
    assert all(default_registry()[party].controller for party in CONTROLLERS)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_marks_stand_out_from_the_land(scheme: int) -> None:
    land = variables(scheme)["land"]
    looks = [*default_palette().fixed.values(), *default_palette().spare]
    assert all(contrast((look.light, look.dark_edge)[scheme], land) >= 3.0 for look in looks)


@pytest.mark.parametrize("eyes", list(SEEN))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_parties_of_one_shape_are_told_apart(scheme: str, eyes: str) -> None:
    fixed = default_palette().fixed
    for one, other in combinations(sorted(fixed), 2):
        if fixed[one].shape == fixed[other].shape:
            colours = [lab(SEEN[eyes] @ linear(getattr(fixed[p], scheme))) for p in (one, other)]
            assert np.linalg.norm(colours[0] - colours[1]) >= 15, (one, other)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_is_legible(scheme: int) -> None:
    found = variables(scheme)
    pairs = [
        ("ink", "paper"),
        ("soft", "paper"),
        ("accent", "paper"),
        ("ink", "hit"),
        ("soft", "hit"),
        ("accent", "hit"),
    ]
    pairs += [("ink", "land"), ("ink", "sea"), ("country", "land"), ("soft", "land"), ("soft", "sea")]
    assert [(a, b) for a, b in pairs if contrast(found[a], found[b]) < 4.5] == []
    chart = (LIGHT, DARK)[scheme]
    assert all(contrast(chart[ink], chart["back"]) >= 4.5 for ink in ("ink", "soft", "best"))


def test_other_parties_keep_their_look_whoever_else_is_shown() -> None:
    palette = default_palette()
    alone = palette.looks(["some-front"])["some-front"]
    assert alone in palette.spare and palette.looks(["islamic-state", "some-front"])["some-front"] == alone


def test_no_two_parties_shown_together_look_alike_while_there_are_looks_left() -> None:
    palette = default_palette()
    looks = palette.looks([f"group-{i}" for i in range(len(palette.spare))])
    assert len(set(looks.values())) == len(palette.spare)
    more = palette.looks([f"group-{i}" for i in range(len(palette.spare) + 3)])
    assert len(more) == len(palette.spare) + 3


def test_a_look_of_ones_own_is_taken() -> None:
    own = Look("#111111", "#222222", "#222222", "circle")
    assert Palette({"x": own}, default_palette().spare).looks(["x"]) == {"x": own}


WRONG = [
    ('[[party]]\nid = "x"\nlight = "red"\ndark = "#000000"\nshape = "circle"', "'x'.*write it as #0b5c97"),
    ('[[party]]\nid = "x"\nlight = "#ff0000"\ndark = "#000000"\nshape = "star"', "shape 'star'"),
    ('[[party]]\nid = "x"\nlight = "#ff0000"\ndark = "#000000"\nshape = "circle"', "spare"),
    ("[[party", "colours.toml"),
]


@pytest.mark.parametrize(("content", "words"), WRONG, ids=["colour", "shape", "no spare", "no TOML"])
def test_a_file_of_colours_that_is_wrong_is_refused_with_the_entry(content: str, words: str) -> None:
    with pytest.raises(ColourError, match=words):
        read_palette(content)
