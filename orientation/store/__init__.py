"""Domain values in SQLite, through sqlite-utils: the only place with SQL.

Goals: nothing confirmed is ever lost; a revision is appended, never changed; one look-up answers a page.
Non-goals: rendering, files of content, packs (only their signed manifest is kept here, as the pointer).
"""
