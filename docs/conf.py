"""How `python3 tasks.py docs` builds the pages.

Sphinx with Furo, and MyST for Markdown, because autodoc takes the `#:` comments of the records as they stand, so that a field is
explained once, in the source. Pages are plain Markdown that reads well in the repository too.
"""

from __future__ import annotations

import re
from importlib.metadata import version as version_of

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

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
html_search_language = "en-zh"

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


class EnglishAndChinese(SearchEnglish):
    """Chinese is indexed by pairs of characters, so each word of it is found wherever it stands, without a dictionary.

    The browser parts what is asked for in the same way, and a page must have all pairs.
    """

    lang = "en-zh"
    js_splitter_code = r"""
var splitQuery = (query) => (query.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{Letter}\p{Number}_])+/gu) || []).flatMap((run) =>
  /^\p{Script=Han}{2}/u.test(run) ? [...run].slice(1).map((character, index) => [...run][index] + character) : [run]
);
"""
    _runs = re.compile(r"[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])\w)+")

    def split(self, input: str) -> list[str]:  # noqa: A002
        """Words, and pairs of Chinese characters."""
        words: list[str] = []
        for run in self._runs.findall(input):
            chinese = "\u3400" <= run[0] <= "\u9fff" and len(run) > 1
            words += [run[i : i + 2] for i in range(len(run) - 1)] if chinese else [run]
        return words


def setup(app: Sphinx) -> None:
    app.add_search_language(EnglishAndChinese)
