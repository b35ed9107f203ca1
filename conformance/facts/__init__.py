"""Extraction: what a document cites, when it wants things done, what it leaves blank, what kind of document it is."""
