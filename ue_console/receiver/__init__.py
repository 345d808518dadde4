"""An HTTP/1.1 server for calls from anywhere: small, bounded in all it takes, and never surprised."""
