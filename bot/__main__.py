"""The `trellis` command line; `python -m bot` is the same."""

import sys

from bot.commands.line import main

if __name__ == "__main__":
    sys.exit(main())
