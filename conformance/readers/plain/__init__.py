"""What the reader of plain text is made of: Markdown, and lines that were cut at the edge of a page."""
