"""Both services, served on loopback."""
