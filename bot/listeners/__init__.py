"""One module per Slack surface: payload in, one service call, answer out."""
