"""The sub-commands of `trellis`; each module has one `execute(options, environ)` that gives the exit code."""
