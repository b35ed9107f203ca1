"""Rule kinds, one file each: the file's name is the kind's name, its class `Check` the parameters and the judgement."""
