"""What is read off the front and the end of a document: lines, names, days."""
