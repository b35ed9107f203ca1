"""Copying between submissions: who shares what with whom, and what the donor left behind."""

from conformance.copying.comparing import Comparison, Pair, Passage, Plan, compare, plan

__all__ = ["Comparison", "Pair", "Passage", "Plan", "compare", "plan"]
