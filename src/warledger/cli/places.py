"""``warledger places``: the geoparser by itself."""

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from warledger.cli.output import prepared_index, progress, tell, whole_file
from warledger.gazetteer.geoparse import geoparse, place_spans
from warledger.gazetteer.home import home_country
from warledger.gazetteer.index import Gazetteer, Index
from warledger.intake.problem import Problem
from warledger.intake.sources import read_inputs
from warledger.reading.model import DEFAULT_MODEL, load_model
from warledger.record.place import Toponym


class PlacesFormat(StrEnum):
    """The forms in which places are printed."""

    jsonl = "jsonl"
    json = "json"
    table = "table"
    geojson = "geojson"


Found = tuple[str, list[Toponym]]


def places(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    form: Annotated[PlacesFormat, typer.Option("--format", help="The form of the output.")] = PlacesFormat.jsonl,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here instead of standard output.")
    ] = None,
    given: Annotated[
        bool, typer.Option("--given", help="Place the spans that JSONL lines carry under `toponyms`.")
    ] = False,
    model: Annotated[str, typer.Option(help="The spaCy model that finds names.")] = DEFAULT_MODEL,
) -> None:
    """Find the place names of reports and place them on the map."""
    failed = False

    def note(problem: Problem) -> None:
        nonlocal failed
        failed = failed or problem.severity == "error"
        tell(problem)

    gazetteer = Index(prepared_index())
    found = _given(inputs, gazetteer, note) if given else _found(inputs, gazetteer, model, note)
    with whole_file(output) as out, progress("reports placed") as bar:
        WRITERS[form](_counted(found, bar), out)
    if failed:
        sys.exit(1)


def _counted(found: Iterable[Found], bar: Any) -> Iterator[Found]:
    for item in found:
        bar.advance(bar.task_ids[0])
        yield item


def _found(inputs: list[str], gazetteer: Gazetteer, model: str, note: Any) -> Iterator[Found]:
    nlp = load_model(model).nlp
    for item in read_inputs(inputs):
        if isinstance(item, Problem):
            note(item)
        else:
            with nlp.select_pipes(disable=["parser"] if "parser" in nlp.pipe_names else []):
                nlp.max_length = max(nlp.max_length, len(item.text) + 1)
                yield item.id or item.story, geoparse(nlp(item.text), gazetteer, home_country(item.url))


def _given(inputs: list[str], gazetteer: Gazetteer, note: Any) -> Iterator[Found]:
    for name in inputs:
        try:
            lines = sys.stdin if name == "-" else Path(name).open(encoding="utf-8")  # noqa: SIM115
        except OSError as problem:
            note(Problem(name, f"it cannot be opened ({problem.strerror})"))
            continue
        with lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    record = json.loads(line)
                    spans = [(int(t["start"]), int(t["end"])) for t in record["toponyms"]]
                    text, key = record["text"], str(record.get("id", f"{name}#{number}"))
                except (ValueError, KeyError, TypeError) as problem:
                    note(
                        Problem(
                            f"{name}, line {number}",
                            f"it is no JSON object with `text` and `toponyms` of start and end ({problem})",
                        )
                    )
                    continue
                yield key, place_spans(text, spans, gazetteer, home_country(record.get("url")))


def _line(key: str, toponyms: list[Toponym]) -> dict[str, Any]:
    return {"id": key, "toponyms": [t.as_json() for t in toponyms]}


def _write_jsonl(found: Iterable[Found], out: IO[str]) -> None:
    for key, toponyms in found:
        out.write(json.dumps(_line(key, toponyms), ensure_ascii=False) + "\n")


def _write_json(found: Iterable[Found], out: IO[str]) -> None:
    json.dump([_line(*f) for f in found], out, ensure_ascii=False, indent=2)
    out.write("\n")


def _write_geojson(found: Iterable[Found], out: IO[str]) -> None:
    """RFC 7946; names that cannot be placed have a null geometry."""
    features = [
        {
            "type": "Feature",
            "geometry": None if t.lat is None else {"type": "Point", "coordinates": [t.lon, t.lat]},
            "properties": {"report": key, **{k: v for k, v in t.as_json().items() if k not in {"lat", "lon"}}},
        }
        for key, toponyms in found
        for t in toponyms
    ]
    json.dump({"type": "FeatureCollection", "features": features}, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _write_table(found: Iterable[Found], out: IO[str]) -> None:
    for key, toponyms in found:
        out.write(f"{key}\n")
        for t in toponyms:
            at = f"{t.lat:9.4f} {t.lon:9.4f}" if t.lat is not None and t.lon is not None else f"{t.reason or '':>19}"
            name = " ".join(t.phrase.split())
            out.write(
                f"  {name[:22]:<22} {(t.name or '')[:18]:<18} {t.country or '':<2} {(t.fcode or '')[:4]:<4} {at} {t.confidence:.2f}\n"
            )


WRITERS = {
    PlacesFormat.jsonl: _write_jsonl,
    PlacesFormat.json: _write_json,
    PlacesFormat.geojson: _write_geojson,
    PlacesFormat.table: _write_table,
}
