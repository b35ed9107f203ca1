"""What the kind `format` asks of the layout of a Word file."""
