"""The parts of the html report: the plan's text with its marks, the cards, the time line, the overview of many plans."""
