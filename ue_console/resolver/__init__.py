"""What DNS says: look-ups at given servers, at the system's, and at a zone's own."""
