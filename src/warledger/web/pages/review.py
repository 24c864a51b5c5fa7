"""Review: the queue, one statement at a time, what was decided, and taking it back."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from warledger.accounts.review import Due
from warledger.accounts.reviewing import incidents_of
from warledger.journal.decisions import DecisionError, DecisionKind
from warledger.web.review import suggesting
from warledger.web.review.desk import Deed, Desk, Queue, Seen, Shelf, decide, seen_in, undo
from warledger.web.review.fields import changed, fields_of
from warledger.web.security.door import Page
from warledger.web.security.roles import Editor
from warledger.web.security.users import User

router = APIRouter(prefix="/review", include_in_schema=False)

SHOWN = 50
"""How many statements of the queue are listed."""

DEEDS: dict[str, DecisionKind] = {"accept": "accept", "reject": "reject", "correct": "correct"}

MOST_FIELDS = 100

MOST_DECISIONS = 500
"""How many decisions are listed."""


async def form_of(request: Request) -> dict[str, str]:
    """A form that was sent, of each field the last value."""
    form = await request.form(max_fields=MOST_FIELDS, max_files=0)
    return {name: value for name, value in form.items() if isinstance(value, str)}


FormOf = Annotated[dict[str, str], Depends(form_of)]
Words = Annotated[str, Query(max_length=100)]


@router.get("")
def queue(request: Request, editor: Editor, done: int | None = None) -> Response:
    """What is due, the weightiest first."""
    desk = desk_of(request)
    with desk.access.shelf() as shelf:
        waiting = queue_of(request).waiting(shelf)
    values = {"due": waiting.due[:SHOWN], "waiting": len(waiting.due), "older": waiting.older, "done": done}
    return show(request, "review.html", values)


@router.get("/next")
def next_due(request: Request, editor: Editor, after: str = "", done: int | None = None) -> Response:
    """The next statement of the queue after one."""
    with desk_of(request).access.shelf() as shelf:
        return _to_next(request, queue_of(request).due(shelf), after, done)


@router.get("/decisions")
def decisions(request: Request, editor: Editor) -> Response:
    """Who decided what when, the last first, also what was taken back; what stands can be."""
    with desk_of(request).access.shelf() as shelf:
        made = list(reversed(shelf.ledger.all_decisions()))[:MOST_DECISIONS]
    return show(request, "review_decisions.html", {"decisions": made})


@router.get("/suggest/{kind}")
def suggest(request: Request, editor: Editor, kind: str, q: Words = "") -> Response:
    """Names of places or parties that begin as written, or are much like it."""
    desk = desk_of(request)
    if kind == "parties":
        return JSONResponse([{"value": i, "name": name} for i, name in suggesting.parties(q, desk.registry)])
    with desk.access.shelf() as shelf:
        return JSONResponse([{"value": n, "name": n} for n in suggesting.places(q, shelf.book, desk.gazetteer)])


@router.get("/statement/{wanted}")
def statement(request: Request, editor: Editor, wanted: str, done: int | None = None) -> Response:
    """One statement with its words in context, why it is due, and what it changes."""
    with desk_of(request).access.shelf() as shelf:
        seen = _seen(shelf, wanted)
        due = queue_of(request).due(shelf)
    return _statement(request, seen, due, {"done": done})


@router.post("/statement/{wanted}")
def decide_on(request: Request, editor: Editor, wanted: str, form: FormOf) -> Response:
    """Keep a decision and go on to the next; where it cannot be kept, the statement again with what is so now."""
    desk = desk_of(request)
    if form.get("deed") not in DEEDS or not form.get("seen", "").isdigit():
        raise HTTPException(422, "Say whether the statement is accepted, rejected or corrected.")
    deed = Deed(DEEDS[form["deed"]], editor.name, form.get("reason", ""), int(form["seen"]))
    with desk.access.shelf() as shelf:
        seen = _seen(shelf, wanted)
        due = queue_of(request).due(shelf)
        fields = changed(fields_of(seen.stands or seen.said), form) if deed.kind == "correct" else {}
        settings = [f"{path}={value}" for path, value in fields.items()]
        try:
            number = decide(shelf, deed, seen, settings, desk)
        except DecisionError as problem:
            now = _seen(shelf, wanted)
            values = {"problem": str(problem), "wrote": settings, "typed": fields, "seen_before": deed.seen}
            return _statement(request, now, due, values, 409 if now.last > (deed.seen or 0) else 422)
        return _to_next(request, due, wanted, number)


@router.get("/happening/{wanted}")
def happening(request: Request, editor: Editor, wanted: str) -> Response:
    """The incident that a statement is one on."""
    with desk_of(request).access.shelf() as shelf:
        found = incidents_of(shelf.book, [wanted]).get(wanted)
    if found is None:
        raise HTTPException(
            404, "This statement is on no incident: it is not dated, placed or sure enough, or rejected."
        )
    return RedirectResponse(f"/review/incident/{found.id}", 303)


@router.post("/undo")
def take_back(request: Request, editor: Editor, form: FormOf) -> Response:
    """Take a decision back; then the statement that it was on, or the list of decisions."""
    number = form.get("number", "")
    if not number.isdigit():
        raise HTTPException(422, "Say which decision is to be taken back.")
    with desk_of(request).access.shelf() as shelf:
        made = next((d.decision for d in shelf.ledger.decisions() if d.seq == int(number)), None)
        try:
            undo(shelf, Deed("undo", editor.name, form.get("reason", "")), int(number))
        except DecisionError as problem:
            raise HTTPException(409, str(problem)) from None
    on_one = made is not None and made.target is not None and made.kind in DEEDS
    return RedirectResponse(
        f"/review/statement/{made.target.statement}" if on_one and made and made.target else "/review/decisions", 303
    )


def desk_of(request: Request) -> Desk:
    """What the application has at hand."""
    desk: Desk = request.app.state.desk
    return desk


def queue_of(request: Request) -> Queue:
    """The application's one queue."""
    state = request.app.state
    if not hasattr(state, "review_queue"):
        state.review_queue = Queue()
    made: Queue = state.review_queue
    return made


def show(request: Request, name: str, values: dict[str, Any], status: int = 200) -> Response:
    """The page of a template."""
    page: Page = request.app.state.page
    user: User = request.state.user
    return page(request, name, {"me": user.name, **values}, status=status)


def _seen(shelf: Shelf, wanted: str) -> Seen:
    seen = seen_in(shelf, wanted)
    if seen is None:
        raise HTTPException(404, "The ledger has no such statement.")
    return seen


def _statement(request: Request, seen: Seen, due: list[Due], more: dict[str, Any], status: int = 200) -> Response:
    ids = [d.statement.id for d in due]
    at = ids.index(seen.said.id) + 1 if seen.said.id in ids else None
    fields = fields_of(seen.stands or seen.said)
    before = {f.path: f.value for f in fields_of(seen.said)}
    values: dict[str, Any] = {
        "seen": seen,
        "fields": fields,
        "differs": [(f, before[f.path]) for f in fields if seen.stands and f.value != before.get(f.path, f.value)],
        "due": due[at - 1] if at else None,
        "at": at,
        "waiting": len(due),
        "registry": desk_of(request).registry,
        "problem": None,
        "wrote": [],
        "typed": {},
        "seen_before": None,
        "done": None,
    }
    return show(request, "review_statement.html", {**values, **more}, status)


def _to_next(request: Request, due: list[Due], after: str, done: int | None) -> Response:
    ids = [d.statement.id for d in due]
    following = ids[ids.index(after) + 1 :] if after in ids else [i for i in ids if i != after]
    told = f"?done={done}" if done is not None else ""
    return RedirectResponse(f"/review/statement/{following[0]}{told}" if following else f"/review{told}", 303)
