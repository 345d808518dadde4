"""UniOne's methods, one file a resource."""
