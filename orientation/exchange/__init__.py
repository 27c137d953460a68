"""Foreign formats <-> content files: Integreat.

Goals: everything a foreign file says is carried over or named in a note; bad files are refused in one line;
content files appear whole or not at all.
Non-goals: the database (content files enter it by `load`), fetching from the network, addresses of pages.
"""
