"""The only room that imports Pelican: reader, generator, writer, settings."""
