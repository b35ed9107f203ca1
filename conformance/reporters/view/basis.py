"""Where a demand comes from, in words."""

from __future__ import annotations

from conformance.model.report import RequirementRow


def basis_words(row: RequirementRow) -> str:
    """Every instrument of the basis with its clause, parted by `；`; a dash where there is none."""
    return "；".join(b.title + (b.clause or "") for b in row.basis) or "-"
