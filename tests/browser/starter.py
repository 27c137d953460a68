"""Import the command once, then fork a process for each line of standard input: {"arguments": […], "log": path}.

Prints each process' number. To import takes most of a second of each start, and the tests start a hundred servers.
"""

from __future__ import annotations

import json
import os
import signal
import sys

from orientation.web.cli import main


def run(arguments: list[str], log: str) -> None:
    """Be the command, in a process just forked, until it ends or is killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644), 1)
    os.dup2(1, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    code = 1
    try:
        main(arguments, standalone_mode=False)
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who ended is nobody's to wait for
for line in sys.stdin:
    wanted = json.loads(line)
    number = os.fork()
    if not number:
        run(wanted["arguments"], wanted["log"])
    print(number, flush=True)
