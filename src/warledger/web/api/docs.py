"""The description of the JSON interface as a page, made from its OpenAPI description: it asks nothing of other machines."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from warledger.web.templates import page

router = APIRouter(include_in_schema=False)


@router.get("/api/docs", response_class=HTMLResponse)
def docs(request: Request) -> Response:
    """What can be asked, with which parameters, and what comes back."""
    described: dict[str, Any] = request.app.openapi()
    found = [
        {
            "path": path,
            "method": method.upper(),
            "summary": operation.get("description", ""),
            "parameters": [_parameter(p) for p in operation.get("parameters", ())],
            "answer": _answer(operation),
        }
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    ]
    schemas = [_schema(name, s) for name, s in sorted(described["components"]["schemas"].items()) if "properties" in s]
    return page(request, "api_docs.html", {"info": described["info"], "operations": found, "schemas": schemas})


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "required": parameter.get("required", False),
        "type": _type(parameter["schema"]),
        "default": parameter["schema"].get("default"),
        "description": parameter.get("description", ""),
    }


def _answer(operation: dict[str, Any]) -> str:
    content: dict[str, Any] = operation["responses"]["200"].get("content", {})
    return next((_type(form.get("schema", {})) for form in content.values()), "")


def _schema(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    fields = [(field, _type(s), s.get("description", "")) for field, s in schema["properties"].items()]
    return {"name": name, "description": schema.get("description", ""), "fields": fields}


def _type(schema: dict[str, Any]) -> str:
    """The type of a schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(_type(s) for s in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    kind = schema.get("format") or schema.get("type", "anything")
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(kind)
