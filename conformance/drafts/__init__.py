"""A rule document as a draft pack: every sentence that lays something down becomes a requirement a person must finish.

A comma segment counts as a demand where it has a modal verb (应, 必须, 不得 …), begins with a verb of doing (建立, 落实 …) or
holds a quantity or a date: modal verbs alone find less than half of the demands of a real plan. The demands of one sentence
are the elements of one requirement; a list it announces (应当建立下列制度：) is one element of so many items. A draft may at
most say `review`; what a person still has to look at stands beside it as a comment.
"""

from conformance.drafts.demands import Demand, demands
from conformance.drafts.editions import CHANGES, Change, compared, told
from conformance.drafts.writing import pack

__all__ = ["CHANGES", "Change", "Demand", "compared", "demands", "pack", "told"]
