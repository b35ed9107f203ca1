"""conformance: checks Chinese work-safety plans against declarative rule packs."""
