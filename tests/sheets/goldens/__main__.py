"""Compare all golden pictures, or write them: `make goldens`, `make goldens WRITE=1` (`ONLY=stop` for some)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[3]))

from goldens.cases import cases
from goldens.pictures import FOLDER, difference, picture_of, write
from goldens.standard import broken_by
from goldens.texts import lost_texts


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare sheets with their golden pictures.")
    parser.add_argument("--write", action="store_true", help="write them instead; then look at each")
    parser.add_argument("--only", default="", help="only names with this in them")
    given = parser.parse_args()
    wanted = [case for case in cases() if given.only in case.name]
    if given.write:
        for case in wanted:
            write(picture_of(case), FOLDER / f"{case.name}.png")
        if not given.only:
            _forget_others({case.name for case in wanted})
        size = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
        print(f"{len(wanted)} pictures written; {size / 1000:,.0f} KB in all")
        return 0
    wrong = [found for found in map(difference, wanted) if found]
    print(*wrong, f"{len(wanted)} pictures, {len(wrong)} differ", sep="\n")
    broken = broken_by(wanted)
    for name, rules in broken.items():
        print(name, *rules[:3], sep="\n  ")
    print(f"{len(broken)} of these sheets break PDF/UA-1")
    return 1 if wrong or broken or (not given.only and _lose_words()) else 0


def _lose_words() -> bool:
    """Print what sheets of shipped guides lose, and tell whether it is anything."""
    counts = []
    for where, lost in lost_texts():
        counts.append(len(lost))
        print(f"{where}: {len(lost)} paragraphs lost", *lost[:3], sep="\n  ")
    print(f"{len(counts)} topics read back, {sum(counts)} paragraphs lost")
    return any(counts)


def _forget_others(names: set[str]) -> None:
    """Remove the pictures of cases that are gone."""
    for path in FOLDER.glob("*.png"):
        if path.stem not in names:
            path.unlink()


if __name__ == "__main__":
    sys.exit(main())
