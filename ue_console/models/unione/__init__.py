"""UniOne Web API v1.16."""
