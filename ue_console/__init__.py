"""UE Console: a terminal console for UniOne and UnificationEngine."""

__version__ = "0.1.0"
