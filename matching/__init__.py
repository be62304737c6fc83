"""Who fits whom: pure functions over profiles and vectors, with no Slack and no database."""
