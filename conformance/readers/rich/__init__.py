"""What the reader of rich text (RTF) is made of: its tokens, its tables, and the text."""
