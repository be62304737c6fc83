"""Everything that speaks to Slack: calls, words by pointer and message builders."""
