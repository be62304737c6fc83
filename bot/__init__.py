"""The Slack bot: listeners, services, the practice's rules and the worker."""
