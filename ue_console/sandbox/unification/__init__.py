"""UnificationEngine API v2 under ``/v2/``: one file a resource."""
