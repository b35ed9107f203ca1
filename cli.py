"""Run the `conformance` command from a checkout: `python cli.py check PLAN --pack PACK`."""

from conformance.commands import main

if __name__ == "__main__":
    main()
