"""`python -m tests.faults`: prints one line a fault that went wrong, and the sum; exits with 1 where there was one."""

from __future__ import annotations

import argparse
import signal
import sys

from .phone_faults import SCENARIOS
from .suite import Options, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="what is left to chance follows from it")
    parser.add_argument("--cuts", type=int, default=200, help="how often the line is cut")
    parser.add_argument("--worker-kills", type=int, default=0, help="at how many awaits; 0: at every one")
    parser.add_argument("--publish-kills", type=int, default=50)
    parser.add_argument("--scenarios", default=",".join(SCENARIOS), help="what the phone does")
    parser.add_argument("--only", default="", help="cut, kill, publish, or the name of one fault: cut:137")
    parser.add_argument("--verbose", action="store_true", help="print a line for every fault")
    given = vars(parser.parse_args())
    given["scenarios"] = tuple(given["scenarios"].split(","))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    tally = run(Options(**given))
    print(tally.phones())
    print(tally)
    return 1 if tally.lost or tally.mixed or not tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
