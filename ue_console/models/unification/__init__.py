"""UnificationEngine API v2."""
