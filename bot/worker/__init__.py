"""The clock that ticks and the dispatch that claims, sends and settles nudges."""
