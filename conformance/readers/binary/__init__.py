"""What readers of Word's binary files share: the compound file, the text and its properties, styles and lists."""
