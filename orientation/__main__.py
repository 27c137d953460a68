"""`python -m orientation` is the `orientation` command."""

from orientation.web.cli import main

main()
