import pytest

from warledger.parties.registry import Registry, RegistryError, default_registry, read_parties

CONTROLLERS = (
    "islamic-state iraqi-government kurdistan-region syrian-government syrian-opposition syrian-democratic-forces "
    "hayat-tahrir-al-sham turkish-backed-opposition ukraine russia"
).split()


def test_the_registry_is_as_large_as_promised_and_knows_the_controllers() -> None:
    registry = default_registry()
    assert len(registry.parties) >= 200
    for party in CONTROLLERS:
        assert registry[party].controller


def test_membership_has_its_days() -> None:
    registry = default_registry()
    assert "islamic-state" not in [p.id for p in registry.ancestors("hezbollah")]
    assert "syrian-government" in [p.id for p in registry.ancestors("syrian-arab-army")]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"id": "x", "name": "X", "kind": "army"}, "kind 'army'"),
        ({"id": "x", "kind": "militia"}, "name"),
        ({"id": "x", "name": "X", "kind": "militia", "colour": "red"}, "colour"),
    ],
)
def test_a_wrong_entry_is_named(entry: dict[str, str], words: str) -> None:
    with pytest.raises(RegistryError, match=words):
        read_parties([entry], "mine.toml")


def test_two_parties_cannot_share_an_id() -> None:
    parties = read_parties([{"id": "x", "name": "X", "kind": "militia"}] * 2, "mine.toml")
    with pytest.raises(RegistryError, match="x"):
        Registry(parties)
