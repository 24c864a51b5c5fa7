"""The JSON interface keeps to its own description, whatever it is asked: no failure of the server, no status and no answer
that the description does not have."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import (
    CacheConfig,
    FuzzingPhaseConfig,
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.generation import GenerationMode

from warledger.web.app import create_app
from warledger.web.desk import Desk
from warledger.web.settings import Settings

EXAMPLES = 15
"""How many questions are made up for each address, beside those at the edges of what each parameter may be."""

KEPT = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
"""What every answer is checked for."""

KNOWN: dict[str, tuple[str, ...]] = {
    "place": ("Palmyra", "Palmyra, SY", "163342"),
    "party": ("islamic-state", "Syrian government"),
    "story": ("fall", "back"),
    "name": ("Wire", "Post"),
    "publisher": ("Wire", "Post"),
    "speaker": ("colonel", "A"),
    "country": ("SY", "IQ"),
}
"""What the small ledger has, by the parameter that may name it: words made up at random name nothing, and the answer ends early."""

load_all_checks()


def known_in(_: Any, given: dict[str, Any] | None) -> dict[str, Any] | None:
    """Two thirds of the words made up are exchanged for what the ledger knows."""
    return given and {name: _known(name, value) for name, value in given.items()}


def _known(name: str, value: Any) -> Any:
    if name not in KNOWN or not isinstance(value, str) or len(value) % 3 == 2:
        return value
    return KNOWN[name][len(value) % len(KNOWN[name])]


def _described() -> Any:
    """The description as the application gives it; nothing is kept on the disk, and the questions are the same each time."""
    allowed = GenerationConfig(
        max_examples=EXAMPLES, deterministic=True, database="none", modes=[GenerationMode.POSITIVE]
    )
    phases = PhasesConfig(fuzzing=FuzzingPhaseConfig(generation=allowed))
    projects = ProjectsConfig(default=ProjectConfig(phases=phases))
    config = SchemathesisConfig(seed=1, cache=CacheConfig(enabled=False), projects=projects)
    found = schemathesis.openapi.from_asgi("/api/openapi.json", application, config=config)
    found.hook("map_path_parameters")(known_in)
    found.hook("map_query")(known_in)
    return found


application = create_app(Settings("none"))
described = _described()


@pytest.fixture(scope="module", autouse=True)
def of_the_small_ledger(small_path: Path) -> None:
    """Describing needs no ledger, answering does."""
    application.state.desk = Desk(Settings(str(small_path)), None)
    with TestClient(application) as client:
        for name, path in (("incident", "/api/incidents"), ("siege", "/api/sieges")):
            KNOWN[name] = tuple(row["id"] for row in client.get(path).json()["items"])


@described.parametrize()
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=[CHECKS.get_one(name) for name in KEPT])
