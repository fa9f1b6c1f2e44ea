"""What differs from `pelicanconf.py` when the site is published."""

from pelicanconf import *  # noqa: F403 - everything else stays as it is there

# Where `publish` takes the site: take the "# " away from one of these lines and fill it in.
# What each needs is in docs/publishing.md. No password or key belongs here.
# PUBLISH_TO = "ssh://me@my-host.example/srv/my-story"  # your own server, over ssh
# PUBLISH_TO = "git:origin#pages"  # Pages of GitHub, GitLab or Codeberg
# PUBLISH_TO = "rclone:my-remote:my-bucket"  # an object store, WebDAV, SFTP: what `rclone config` knows
# PUBLISH_TO = "folder:../upload"  # a folder to upload by hand
# PUBLISH_TO = "zip:my-story.zip"  # a file to upload by hand
