"""A choice out of an edition, or a translation to check, laid out on paper.

Goals: a sheet that a waiting room can use: right in every script we offer, readable when copied in black and
white, and honest about its sources, its age and who checked it. Same edition and choice, same bytes.
Non-goals: opening editions, HTTP, words of the interface (they are handed in).

    request.py    what a sheet is made from
    choosing.py   a choice -> the things that stand on it, in order
    fragments.py  a page's fragment -> what of it belongs on paper
    block.py      what stands on a sheet: words in one language or two, rows of places
    blocks.py     things chosen -> blocks
    places.py     phone places -> rows to read from afar
    entries.py    entries -> one text, or two side by side; what is known about them
    listed.py     courses, organisations, phrases, checklists -> the same
    pairing.py    two texts that say the same -> paragraph beside paragraph
    validity.py   until when a sheet can be relied on
    logo.py       whatever is sent in -> a small harmless PNG
    fonts.py      which letters can be printed, and in which font
    tags.py       what a PDF's tags tell beyond WeasyPrint's own: languages, which way headings of tables point
    glyph_letters.py  which letters a glyph stands for, where a PDF is copied or read aloud
    press.py      HTML -> PDF, without network and without the system's fonts
    line_memory.py, column_memory.py, style_memory.py, file_memory.py  what WeasyPrint does again and again is done once
    stack_room.py   room for its deep calls in one piece
    templates.py  the templates, and the interface's words in them
    paper.py      what all layouts share around their content
    codes.py      QR codes: of the page that tells whether a sheet still holds
    a4.py         the A4 sheet and large print
    line_pages.py, stations.py  the pages of lines and of their stops -> values
    departures.py what leaves a stop, as tables of hours and minutes
    lines.py      a line on an A4 sheet
    stops.py      the timetable of a stop, for its shelter; stop_room.py fits it into a page
    cutting.py    several pieces on one sheet of paper: marks, and what still fits
    wallet.py     the wallet card: emergency numbers, and room for notes
    phrase_cards.py  phrases as cards to cut
    poster.py     the arrival poster and card: that there is a guide, in every language
    picture.py    an entry as a picture to send on
    odt.py        the A4 sheet as a document to edit; odt_markup.py HTML -> its paragraphs and tables,
                  odt_words.py what stands in a paragraph, odt_styles.py styles in other languages
    compose.py    all of it together: `compose_sheet`
    check.py      another sheet: a translation, line by line, for a native speaker to check
"""
