"""The immutable values that travel from stage to stage: document, facts, rules, report."""
