"""A strict stand-in for a Slack workspace on loopback, for newcomers and tests."""
