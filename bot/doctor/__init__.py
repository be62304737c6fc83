"""The checks of `trellis doctor`; each says in one line what it found and how to mend it."""
