"""The only layer that knows Flask: reader's pages, packs, commands.

Goals: views fetch, ask, render; the same bytes from server and worker; logs hold no reader's address, no search words.
Non-goals: business of any kind.
"""
