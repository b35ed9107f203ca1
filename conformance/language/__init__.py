"""Language: the lexicon, segmentation, and character-exact tolerant matching."""
