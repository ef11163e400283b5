"""Results for people: text tables, Markdown, LaTeX."""
