"""What was released and published, and that none of it is lost."""
