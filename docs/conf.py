"""How `python3 tasks.py docs` builds the pages.

Sphinx with Furo, and MyST for Markdown, because autodoc takes the `#:` comments of the records as they stand, so that a field is
explained once, in the source. Pages are plain Markdown that reads well in the repository too.
"""

from __future__ import annotations

from importlib.metadata import version as version_of

project = "qmparse"
author = "the qmparse developers"
project_copyright = author
release = version = version_of("qmparse")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
language = "en"

html_theme = "furo"
html_title = f"qmparse {release}"
html_copy_source = False
html_show_copyright = False

#: links to headings within a page
myst_heading_anchors = 3

#: docstrings print code in single backticks
default_role = "code"
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "undoc-members": True, "exclude-members": "__init__, __new__"}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 100

#: what is copied is what one types: without prompts and without output
copybutton_prompt_text = r">>> |\.\.\. ?|\$ "
copybutton_prompt_is_regexp = True
