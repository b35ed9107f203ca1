"""What the Word formats share: a template of official letters, a writer over python-docx, and packing without a clock."""
