"""The style sheet of the parties' colours, made from the palette."""

from fastapi import APIRouter
from fastapi.responses import Response

from warledger.journal.opening import LedgerError
from warledger.web.desk import DeskOf
from warledger.web.looks import holders_of, party_styles

router = APIRouter(include_in_schema=False)


@router.get("/static/parties.css")
def parties(desk: DeskOf) -> Response:
    """The colours of the parties that the ledger speaks of; of those with fixed ones alone where it cannot be read."""
    try:
        with desk.access.shelf() as shelf:
            styles = shelf.kept("styles", lambda: party_styles(holders_of(shelf)))
    except LedgerError:
        styles = party_styles(())
    return Response(styles, media_type="text/css", headers={"Cache-Control": "max-age=60"})
