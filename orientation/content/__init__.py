"""Content files <-> domain values; Markdown -> safe HTML; facts and hours -> words.

Goals: the files of docs/guides.md read and written whole, every mistake named with file and line; HTML
that is safe whatever a volunteer types; the same bytes for the same content.
Non-goals: SQL, addresses of pages, templates, the clock (it is handed in).
"""
