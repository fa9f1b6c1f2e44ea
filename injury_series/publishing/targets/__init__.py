"""The places that a site is published to, each reached with its own tool."""
