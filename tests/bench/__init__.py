"""How fast the console is beside the least that Textual can do: ``python -m tests.bench``."""
