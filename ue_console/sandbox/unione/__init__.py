"""UniOne Web API v1.16: one module a resource, one function a method."""
