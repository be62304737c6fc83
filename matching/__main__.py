"""`python -m matching` forms groups from a file of members."""

import sys

from matching.command import main

if __name__ == "__main__":
    sys.exit(main())
