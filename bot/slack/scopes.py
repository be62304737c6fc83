"""The bot token's scopes, and nothing beyond them (design, section 1)."""

SCOPES = frozenset({"commands", "chat:write", "im:write", "im:history", "mpim:write", "pins:write", "users:read"})
"""Held equal to `manifest.yaml` and to what the calls need."""
OPTIONAL = frozenset({"files:write", "users.profile:read"})
"""What a workspace may grant beside them; whatever needs one does without it where it is missing."""
