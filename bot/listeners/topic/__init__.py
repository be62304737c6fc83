"""One module for each topic that members act on: each names the service call behind every button and modal."""
