"""An edition made ready for phones: parts, one pack, a signed manifest, blobs.

Goals: few bytes, every piece verifiable by itself and useful as soon as it is there; equal content gives equal
bytes; blobs first, then the manifest, so that what is served is always whole.
Non-goals: rendering pages (they come in), search indexes (a phone builds its own), compression dictionaries (one
browser has them).
"""
