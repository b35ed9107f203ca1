"""The grammar of Chinese citations and what the register says of them.

Extraction (codes, titles, numbers, orders, bare titles, short names, articles, pairing) knows nothing of the register
but the titles of laws that plans name without 《》; judgement (judge, title_judge, number_judge) reads no text. Offsets
are indices of the reading text (`Document.flow.text`) until `conformance.facts.citations` places them.
"""
