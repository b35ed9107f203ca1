"""The sheets of the `xlsx` format, one module each or two that belong together."""
