"""The grammar of Chinese time limits: dates and ranges, frequencies, relative limits, events, vague words.

Everything here works on the reading text (`Document.flow.text`): offsets are indices of that text until
`conformance.facts.deadlines` places them in the document.
"""
