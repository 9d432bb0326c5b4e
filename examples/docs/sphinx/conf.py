# The extension brings the explorer's files; docs/embedding.md quotes what is between the marks.

project = "Memory"
html_theme = "furo"
html_static_path = ["_static"]

# embed:begin config
extensions = ["sphinx_pymalloc_explorer"]
# embed:end

# embed:begin frame-config
# Tells frames what the site's switch says.
html_css_files = ["frames.css"]
# embed:end
