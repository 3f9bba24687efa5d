"""How fast it is: what writes the data, and what times the programs."""
