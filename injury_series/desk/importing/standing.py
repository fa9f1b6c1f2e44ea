"""Know which posts, pages and comments are in the story already, so that nothing is doubled or undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from injury_series.desk.comments.records import Records
from injury_series.desk.new.story import StorySoFar, look_around
from injury_series.source.files import HELD


@dataclass(frozen=True, slots=True)
class Standing:
    """Look up what is there below `root`; `slugs` are the names of posts by their files."""

    story: StorySoFar
    root: Path
    slugs: Mapping[str, str]
    records: Records

    def post(self, file: str, slug: str, aliases: tuple[str, ...]) -> tuple[str, str] | None:
        """Return the file and slug of a post that is there: under its name, its address or an old one."""
        name = f"{self.root.name}/{file}"
        owners = (self.owner(address) for address in (f"/posts/{slug}", *aliases))
        found = next((each for each in (name, *owners) if each in self.slugs), "")
        return (found.removeprefix(f"{self.root.name}/"), self.slugs[found]) if found else None

    def owner(self, address: str) -> str:
        """Return the file that has an address, or nothing where it is free."""
        return self.story.taken.get(address.rstrip("/").casefold(), "")

    def comment(self, post: str, id_: str) -> Path | None:
        """Return the file of a comment that is there, let in or held."""
        folder = self.root / "comments"
        paths = (folder / post / f"{id_}.md", folder / HELD / post / f"{id_}.md")
        return next((path for path in paths if path.exists()), None)

    def was_refused(self, post: str, id_: str) -> bool:
        """Tell whether the writer has turned away a comment that an import held before."""
        return self.records.was_refused(f"{post}/{id_}")


def see(root: Path) -> Standing:
    """Return what is below a content folder."""
    story = look_around(root)
    places = (item for item in story.taken.items() if item[0].startswith("/posts/"))
    slugs = {file: place.rpartition("/")[2] for place, file in places}
    return Standing(story, root, slugs, Records.read(root))
