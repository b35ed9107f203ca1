"""What the kind `party` asks of a document: its tasks, and who answers for them."""
