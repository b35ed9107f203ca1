"""What several report formats say alike: the order of the answers, the conclusion, where something stands, and the
tables of citations and dates. A format lays it out; the words and the order are decided here."""
