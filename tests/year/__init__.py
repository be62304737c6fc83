"""A year of sixty members, lived through the sandbox and checked against the practice page."""
