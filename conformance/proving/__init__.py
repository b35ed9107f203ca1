"""Proving packs: their examples are run, and run again with the evidence denied, cut out or damaged; so are plans.

A rule that still passes when its sentence is denied (尚未…, 暂不…) or cut out is too broad; one that fails when a scanner
confused or lost a character is too narrow. The share of such changes that is noticed is the kill rate.
"""
