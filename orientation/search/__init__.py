"""Search: find an entry or a place by the words a newcomer has.

Goals
- The same results in the same order on the server and on the phone: every step is written twice
  (here and in static/js/search/) and held together by tests/vectors/search/.
- Accents, case, vowel marks, digits and letter variants never stand between a word and its page.
- The host country's words (padrón, ΑΜΚΑ) find the page in every locale.
- An index is made from an edition and can always be thrown away: files of ours, never exchanged.

Non-goals
- Synonyms, broken plurals: words that a text lacks are written on its entry.
- Text without spaces (Thai, Burmese, Chinese) is found by whole phrases and their beginnings only.
- Remembering what was searched.

fold -> stem -> analysis; documents; score; snippet; engine (all that knows Whoosh); index; suggest.
"""
