"""One store per table group: plain arguments in, records out; stores never commit."""
