"""Turn the text of a post or page of WordPress into that of one here, with its picture at the head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from injury_series.desk.importing.guide import Notes
from injury_series.desk.importing.gutenberg import is_of_blocks, without_remarks
from injury_series.desk.importing.markdown import ToMarkdown
from injury_series.desk.importing.naming import Named
from injury_series.desk.importing.places import Places, PostGuide
from injury_series.desk.importing.records import Export, WpItem
from injury_series.desk.importing.shortcodes import Picture, Shortcodes
from injury_series.desk.importing.texts import summary_of
from injury_series.desk.importing.tree import words_of
from injury_series.desk.new.checking import clean


@dataclass(frozen=True, slots=True)
class TextMade:
    """Hold what a text became: its Markdown, a summary, the picture at its head, and notes for the report."""

    body: str
    summary: str
    image: dict[str, str]
    notes: tuple[str, ...]


class Bodies:
    """Make texts of one export."""

    def __init__(self, export: Export, places: Places) -> None:
        self.places = places
        self.to_markdown = ToMarkdown(full=True)
        self._attachments = {item.id: item for item in export.items if item.type == "attachment"}
        self._blocks = {item.id: item.content for item in export.items if item.type == "wp_block"}
        self._of: dict[str, list[WpItem]] = {}
        for item in self._attachments.values():
            self._of.setdefault(item.parent, []).append(item)

    def make(self, named: Named) -> TextMade:
        """Return what the text of a post or page becomes."""
        item, notes = named.item, Notes()
        shortcodes = Shortcodes(lambda numbers: self._gallery(item, numbers), notes)
        text = without_remarks(item.content, lambda id_: self._blocks.get(id_, ""), notes)
        html = shortcodes.replaced(text)
        guide = PostGuide(self.places, item.link or self.places.address, notes)
        body = self.to_markdown.write(html, guide, breaks=not is_of_blocks(item.content))
        summary = summary_of(Shortcodes(lambda _: [], Notes()).replaced(item.excerpt), html, named.title)
        image = self._head(item, named.title, guide)
        return TextMade(body, summary, image, tuple(notes.lines))

    def _head(self, item: WpItem, title: str, guide: PostGuide) -> dict[str, str]:
        """Return the picture at the head, as front matter has it."""
        number = item.meta.get("_thumbnail_id", "")
        attachment = self._attachments.get(number)
        if not attachment:
            if number:
                guide.notes.add(f"the picture at its head was left out, as it is not in the export: {number}")
            return {}
        src = guide.picture(attachment.attachment_url)
        if not src:
            return {}
        caption = clean(words_of(attachment.excerpt))
        alt = (
            guide.described(attachment.attachment_url)
            or caption
            or clean(words_of(attachment.title))
            or title
        )
        return {"src": src, "alt": clean(alt), **({"caption": caption} if caption and caption != alt else {})}

    def _gallery(self, item: WpItem, numbers: Iterable[str]) -> list[Picture]:
        asked = list(numbers)
        found = [self._attachments[n] for n in asked if n in self._attachments] if asked else None
        if found is None:
            found = [each for each in self._of.get(item.id, ()) if each.attachment_url]
        return [(each.attachment_url, clean(words_of(each.excerpt))) for each in found]
