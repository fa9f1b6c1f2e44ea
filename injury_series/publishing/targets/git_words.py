"""What git says when it fails, and what that means."""

from __future__ import annotations

from injury_series.publishing.targets.causes import NETWORK

CAUSES = (
    (
        r"identification has changed",
        "{place} shows another key than before. If its owner changed it, take the old one out "
        "(ssh-keygen -R <the host>), else somebody may be in between.",
    ),
    (
        r"host key verification failed",
        "This machine does not know the key of {place} yet. Say `ssh -T git@<the host>` once, compare the "
        "key with the one that the host shows on its pages, and say yes.",
    ),
    (
        r"protected branch|hook declined|not allowed to push|denied to|permission to .* denied|\b403\b|"
        r"insufficient permission|read.only|unable to create temporary object",
        "{place} does not let you write to this branch. Look there at your rights, and "
        "whether the branch is protected.",
    ),
    (
        r"permission denied|authentication failed|could not read (?:username|password)|invalid username or",
        "{place} accepts no key of yours. Add your public key there, or sign in with the host's own tool; "
        "`git push` must work without a question.",
    ),
    (
        r"not found|does not appear to be a git repository|does not exist",
        "There is no repository at {place}, or you may not see it. Make it on the host, or mend PUBLISH_TO.",
    ),
    (r"no space left|quota", "There is no room left, here or on {place}. Make room, and publish again."),
    *NETWORK,
)
"""A pattern of what git says, in any case, and the cause; the first that fits is said."""
