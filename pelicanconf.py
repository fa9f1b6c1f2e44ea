"""The settings of this site. Each says what it is for; Pelican's own settings can stand here too."""

from injury_series import plugin

# The address where readers find the site. It stands in feeds, in the sitemap and in what search engines read.
SITEURL = "https://injury-series.example"

# Where the writer lives: times in front matter are in this zone, and a scheduled post comes out by it.
TIMEZONE = "America/Los_Angeles"

# The language of the texts; readers' browsers read aloud and hyphenate by it.
DEFAULT_LANG = "en"

# Readers reply by e-mail to this address. It stands in the pages; leave it empty and no reply link is shown.
REPLY_EMAIL = "replies@injury-series.example"

# An Isso server that you run yourself: readers write in the page, once they ask for it. See docs/comments.md.
# ISSO = "https://comments.example/"

# A service that sends the feed on by e-mail: the page there where readers sign up. It stands on /follow/.
# FOLLOW_BY_EMAIL = "https://letters.example/my-story"

# How many posts a phase's page lists before it goes on to a second page.
DEFAULT_PAGINATION = 10

PATH = "content"
THEME = "theme"
PLUGINS = [plugin]
