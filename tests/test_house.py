"""The house: one direction through the layers, rooms of a size one can know, nothing without its page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance import discovery

HOUSE = Path(__file__).parents[1] / "conformance"
# Each layer may import those before it, and its own. What is not named is found by its first folder or file.
LAYERS = [
    {"messages", "errors", "text", "options", "discovery", "rules_folder"},
    {"model"},
    {"readers", "language"},
    {"facts"},
    {"kinds"},
    {"packs", "pack_faults", "superiors", "enterprises", "drafts", "choosing", "caution", "explanations"},
    {"engine"},
    {
        "reporters",
        "inspections",
        "proving",
        "catalogue",
        "linting",
        "instruments",
        "schemas",
        "redaction",
        "acceptances",
        "differences",
        "settings",
        "copying",
    },
    {"workers", "submissions", "reading", "batch", "outputs"},
    {"verification"},
    {"commands"},
]
SOURCES = sorted(HOUSE.rglob("*.py"))


def layer(module: str) -> int:
    room = module.split(".")[1]
    found = [n for n, names in enumerate(LAYERS) if room in names]
    assert found, f"{module} belongs to no layer: give it one here"
    return found[0]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("conformance."))
        elif isinstance(node, ast.ImportFrom) and node.module == "conformance":
            yield from (f"conformance.{a.name}" for a in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("conformance."):
            yield str(node.module)


def module_of(path: Path) -> str:
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parent != HOUSE or p.name != "__init__.py"], ids=module_of)
def test_no_layer_imports_a_higher_one(path: Path) -> None:
    own = layer(module_of(path))
    assert [name for name in imported(path) if layer(name) > own] == []


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_rooms_and_functions_can_be_known(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert text.count("\n") <= 400
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno > 60] == []


@pytest.mark.parametrize(
    ("package", "needs"),
    [
        ("conformance.readers", ("NAME", "SUFFIXES", "sniff", "read")),
        ("conformance.kinds", ("Check",)),
        ("conformance.reporters", ("NAME", "SUFFIX", "PER_DOCUMENT", "render")),
    ],
)
def test_every_member_has_its_page_and_its_parts(package: str, needs: tuple[str, ...]) -> None:
    for name in discovery.names(package):
        module = discovery.member(package, name)
        assert (module.__doc__ or "").strip(), f"{package}.{name} has no page"
        assert [part for part in needs if not hasattr(module, part)] == [], f"{package}.{name} lacks a part"


def test_every_kind_page_names_its_parameters() -> None:
    """The docstring of a kind is the user's page: a parameter nobody can read about does not exist."""
    for name in discovery.names("conformance.kinds"):
        module = discovery.member("conformance.kinds", name)
        fields = {f.alias or key for key, f in module.Check.model_fields.items()}
        assert [f for f in sorted(fields) if f not in module.__doc__] == [], f"kind {name} leaves parameters unsaid"
