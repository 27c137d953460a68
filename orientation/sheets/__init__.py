"""A choice out of an edition, or a translation to check, laid out on paper.

Goals: a sheet that a waiting room can use: right in every script we offer, readable when copied in black and
white, and honest about its sources, its age and who checked it. Same edition and choice, same bytes.
Non-goals: opening editions, HTTP, words of the interface (they are handed in).

    request.py    what a sheet is made from
    choosing.py   a choice -> the things that stand on it, in order
    fragments.py  a page's fragment -> what of it belongs on paper
    places.py     the phone places of a topic -> rows to read from afar
    entries.py    entries -> one text, or two side by side; what is known about them
    fonts.py      which letters can be printed, and in which font
    press.py      HTML -> PDF, without network and without the system's fonts
    templates.py  the templates, and the interface's words in them
    paper.py      what all layouts share around their content
    a4.py         the A4 sheet: one language, or two beside each other
    cutting.py    several pieces on one sheet of paper: marks, and what still fits
    wallet.py     the wallet card: emergency numbers, and room for notes
    phrase_cards.py  phrases as cards to cut
    compose.py    all of it together: `compose_sheet`
    check.py      another sheet: a translation, line by line, for a native speaker to check
"""
