"""What the clause kind is made of: its parameters, the search for what meets them, and the explanation."""
