"""What the register is made of: editions and their table, files an office adds, and whether all of it is sound."""
