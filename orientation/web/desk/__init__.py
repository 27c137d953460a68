"""The desk's pages, under /desk/: forms that work on a small phone, without JavaScript too."""
