"""What rclone says when it fails, and what that means."""

from __future__ import annotations

from injury_series.publishing.targets.causes import NETWORK

CAUSES = (
    (
        r"didn't find section in config file|couldn't find (?:type|backend)",
        "rclone does not know {place}. Say `rclone config` to add it, or mend PUBLISH_TO; "
        "`rclone listremotes` lists those that it knows.",
    ),
    (
        r"requesttimetooskewed|clock skew|difference between the request time",
        "The clock of this machine is wrong, so {place} refuses its signature. Set the "
        "clock, and publish again.",
    ),
    (
        r"nosuchbucket|containernotfound|bucket.{0,20}(?:does not|doesn't) exist",
        "There is no such bucket at {place}. Make it there, or mend PUBLISH_TO.",
    ),
    (
        r"signaturedoesnotmatch|invalidaccesskeyid|expiredtoken|invalid.{0,12}token|unauthori[sz]ed|\b401\b|"
        r"authenticationfailed|unable to authenticate|no.{0,20}credential|is a file not a directory",
        "{place} accepts no key of yours. Look at it with `rclone config`, or at the RCLONE_CONFIG_... of "
        "the environment.",
    ),
    (
        r"accessdenied|access denied|\b403\b|forbidden|permission denied|read.only",
        "{place} does not let you write there. Ask for the right to read, write, list and delete in it.",
    ),
    (
        r"no space left|insufficient storage|\b507\b|quota|storagefull",
        "There is no room left on {place}. Make room, and publish again.",
    ),
    *NETWORK,
)
"""A pattern of what rclone says, in any case, and the cause; the first that fits is said."""
