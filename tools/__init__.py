"""What the Makefile calls; standard library only, so that a bare Python can run it."""
