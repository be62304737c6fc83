"""The sandbox's Web API methods, one module per family."""
