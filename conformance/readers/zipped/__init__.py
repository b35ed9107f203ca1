"""What formats share that are zip archives of XML parts (Word, OFD)."""
