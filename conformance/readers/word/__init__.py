"""What readers of Word files share: the package, styles, automatic numbers and the walk over the text."""
