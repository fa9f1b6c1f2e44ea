"""The keys that the front matter of a comment knows; any other key is an error."""

from __future__ import annotations

from pydantic import ConfigDict, model_validator

from injury_series.source.fields import Flag, Moment, Text, Texts, WebAddress, fault, key
from injury_series.source.headers import ALLOW, Header


class CommentHeader(Header):
    """A file in `content/comments/<post>/`."""

    model_config = ConfigDict(  # beside what every header has
        json_schema_extra={"oneOf": [{"required": ["author"]}, {"required": ["removed"]}]}
    )

    author: Text | None = key("The name to show; no e-mail address.", "A reader", default=None)
    date: Moment = key("When it came.")
    reply_to: Text | None = key("The comment it answers: its file's name.", "first-reader", default=None)
    by_writer: Flag = key("true where you wrote it yourself.", default=False)
    url: WebAddress | None = key("The reader's own site.", default=None)
    removed: Moment | None = key(
        "When its words and name were taken out at the reader's wish; `comments remove` writes it.",
        default=None,
    )
    allow: Texts = ALLOW

    @model_validator(mode="after")
    def _author_or_removed(self) -> CommentHeader:
        if self.author is None and self.removed is None:
            raise fault("This key is missing, and it is needed.", "author")
        if self.removed and (self.author or self.url):
            problem = "This comment was removed at its reader's wish. Take this line out."
            raise fault(problem, "author" if self.author else "url")
        return self
