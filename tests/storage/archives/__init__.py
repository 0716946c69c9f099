"""Archives as each released version wrote them, and the programs that made them."""
