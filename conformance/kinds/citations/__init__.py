"""Parts of the kind `citation`: the places of faulty citations, and the demand that something be cited."""
