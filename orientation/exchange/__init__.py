"""Foreign formats <-> content files: Integreat.  Editions <-> single files, that readers hand on.
Translations <-> XLIFF 2 and PO, for translation tools.

Goals: everything a foreign file says is carried over or named in a note; bad files are refused in one line;
content files appear whole or not at all;
an edition comes back from its file to the byte.
Non-goals: the database (content files enter it by `load`), fetching from the network, addresses of pages.
"""
