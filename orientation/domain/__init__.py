"""What a guide is: frozen values and pure functions, standard library only.

Goals: the words of docs/architecture.md as types; resolving what a region inherits; addresses.
Non-goals: files, markup, SQL, HTTP, the clock (it is handed in).
"""
