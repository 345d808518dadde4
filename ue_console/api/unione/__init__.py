"""UniOne Web API v1.16: one file a resource."""
