"""The long suite of faults: whatever is cut or killed, no guide is lost and none is mixed.

Goals: real servers, a real Chromium, a line that dies at any byte, a worker that dies at any await, a publisher
that dies at any moment; each fault can be run again by its name and seed.
Non-goals: faults of disks and of memory; browsers other than Chromium.

    guide.py          the small guide and its editions
    line.py           the line between phone and server
    servers.py        `orientation serve`, once for each edition
    hooks.py          the worker's scripts, with a hook at every await
    phone.py          a phone: all that is known here of pages and of the worker's storage
    seen.py           what is seen of a phone
    claims.py         what must be true of what a phone holds
    phone_faults.py   cuts and kills of the worker
    publish_kills.py  kills of `publish` and `load`
    suite.py          which faults are run, and what came of them
"""
