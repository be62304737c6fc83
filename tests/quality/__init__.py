"""How well goals are understood: what is measured, on what, and how the goal layer is trained."""
