"""What is made beside the pages: feeds, sitemap, structured data, the theme's files."""
