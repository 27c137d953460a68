"""One installation: where it keeps its things, and how it is reached."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlite_utils import Database

from orientation.packs.blobs import Blobs
from orientation.packs.keys import site_key
from orientation.search.index import SearchIndexes
from orientation.search.suggest import Name, names
from orientation.store.database import connect, open_database
from orientation.store.editions import pages_of

NAMES_KEPT = 64  # editions whose names stand in memory, for what is suggested at each key that is pressed


@dataclass
class Site:
    """The data folder of an installation."""

    data: Path
    url: str = ""  # the public address, "https://guide.example.org"; "" where none is set
    _local: threading.local = field(default_factory=threading.local, repr=False)

    def __post_init__(self) -> None:
        open_database(self.database_path).conn.close()
        self.search = SearchIndexes(self.data / "search")
        self.names = lru_cache(maxsize=NAMES_KEPT)(self._names)

    @property
    def database_path(self) -> Path:
        return self.data / "orientation.db"

    @property
    def database(self) -> Database:
        """Return this thread's connection."""
        if not hasattr(self._local, "database"):
            self._local.database = connect(self.database_path)
        database: Database = self._local.database
        return database

    @property
    def blobs(self) -> Blobs:
        return Blobs(self.data / "blobs")

    @property
    def sheets(self) -> Path:
        """Return the folder of what was laid out for paper; it can be emptied at any time."""
        return self.data / "sheets"

    @property
    def singles(self) -> Path:
        """Return the folder of whole guides in one file; it can be emptied at any time."""
        return self.data / "singles"

    @property
    def key_path(self) -> Path:
        return self.data / "keys" / "site.key"

    @property
    def key(self) -> Ed25519PrivateKey:
        return site_key(self.key_path)

    def _names(self, region: str, locale: str, number: int) -> tuple[Name, ...]:
        """Return what can be suggested in what is served; number: of its edition, so that a newer one is read anew."""
        return names(pages_of(self.database, region, locale), locale)

    def close(self) -> None:
        """Close this thread's connection."""
        if hasattr(self._local, "database"):
            self._local.database.conn.close()
            del self._local.database
