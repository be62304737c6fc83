"""One module per trip through the product; each function is one step."""
