"""Whether everything that the operator set up works: looked at, and nothing made or changed."""
