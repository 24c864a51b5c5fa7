"""Pages made from templates. Everything that a template is given is escaped."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup, escape

from warledger.gazetteer.names import fold
from warledger.publish.colours import Shape, default_palette
from warledger.publish.map_svg import symbol as draw
from warledger.publish.statement_words import sentence
from warledger.web import formats
from warledger.web.looks import class_of
from warledger.web.security.users import User
from warledger.web.writing import writing_of

KEPT = ("on", "known_on", "posted_by")
"""What links from one page to another keep of the question: the day, and what was known when."""

SECTIONS = (
    ("/", "Map"),
    ("/places", "Places"),
    ("/incidents", "Incidents"),
    ("/sieges", "Sieges"),
    ("/territory", "Territory"),
    ("/claims", "Claims"),
    ("/sources", "Sources"),
    ("/reports", "Reports"),
    ("/read", "Read a story"),
    ("/review", "Review"),
)
"""The navigation; a section appears where the application has its page, and to those who may open it."""

FOR_EDITORS = frozenset({"/review"})
"""The sections that others than editors are refused."""


class Given(dict[str, str]):
    """Parameters by name; those that are not given are empty."""

    def __missing__(self, name: str) -> str:
        return ""


def page(
    request: Request,
    name: str,
    values: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page that a template of a name makes of values."""
    found = templates.TemplateResponse(request, name, {"status": status, **values}, status)
    found.headers.update(headers or {})
    found.headers.add_vary_header("Accept-Language")
    return found


def base_values(request: Request) -> dict[str, Any]:
    """What every template may use: the parameters asked for, what links keep of them, the sections, and who asks."""
    asked = Given(request.query_params)
    visitor = request.app.state.visitor(request)
    return {
        "asked": asked,
        "kept": {k: v for k, v in asked.items() if k in KEPT and v},
        "sections": _sections(request, visitor["user"]),
        "settings": request.app.state.settings,
        "writing": writing_of(request),
        **visitor,
    }


@pass_context
def url(context: Context, path: str, /, **more: object) -> str:
    """An address within the application that keeps the day and the moment asked of; ``more`` adds to them or, where null,
    takes away. A name that ends in an underscore stands for a word of the language ("from_")."""
    values = {
        **(context["kept"] if context.get("status", 200) == 200 else {}),
        **{k.rstrip("_"): v for k, v in more.items()},
    }
    return formats.with_query(path, values)


@pass_context
def same(context: Context, /, **more: object) -> str:
    """The address of this page with other parameters."""
    values = {**context["asked"], **{k.rstrip("_"): v for k, v in more.items()}}
    return formats.with_query(context["request"].url.path, values)


@pass_context
def symbol(context: Context, party: str | None, /) -> Markup:
    """A party's mark, in its colour and shape; nothing that is read aloud, for its name stands beside it."""
    looks = context.get("looks") or default_palette().fixed
    look = looks.get(party) if party is not None else None
    shape = look.shape if look is not None else "circle" if party else "cross"
    return sign(shape, class_of(party))


def sign(shape: Shape, style: str) -> Markup:
    """A mark of a shape and a class, as it stands beside words."""
    drawn = Markup(draw(shape, 7, 7, 4.6, f'class="{escape(style)}"'))
    return Markup('<svg class="symbol" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">{}</svg>').format(
        drawn
    )


def part(name: str) -> str:
    """A name as one part of an address's path."""
    return quote(name, safe="")


WRITTEN = {
    "day": "day_mark",
    "plain_day": "plain_day",
    "moment": "moment_mark",
    "dated": "dated",
    "number": "number",
    "rough": "rough",
    "percent": "percent",
    "chance": "chance",
    "days_long": "days_long",
    "age": "age",
}
"""The filters that write as the reader does, and the method of the writing behind each."""


def _written(method: str) -> Callable[..., Any]:
    @pass_context
    def write(context: Context, *values: Any) -> Any:
        return getattr(context["writing"], method)(*values)

    return write


def _sections(request: Request, user: User | None) -> list[dict[str, Any]]:
    """The sections that there are for who asks, with which of them is open."""
    path = request.url.path
    refused = FOR_EDITORS if user is not None and not user.may("editor") else frozenset()
    paths = request.app.state.paths()
    return [
        {"path": at, "name": name, "open": path == at or (at != "/" and path.startswith(at[:-1]))}
        for at, name in SECTIONS
        if at in paths and at not in refused
    ]


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("warledger.web", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        **{name: _written(method) for name, method in WRITTEN.items()},
        straight=formats.straight,
        sentence=sentence,
        part=part,
        fold=fold,
        party_class=class_of,
    )
    made.globals.update(url=url, same=same, symbol=symbol, sign=sign, count=_written("count"))
    return made


templates = Jinja2Templates(env=_environment(), context_processors=[base_values])
"""The templates, with what each may use."""
