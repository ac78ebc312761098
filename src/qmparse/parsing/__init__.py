"""Text -> records: pure and total. `notice.parse` is the whole; each other module reads one part of a notice.

Rules: no function keeps state between calls, reads a file, clock or locale, or raises for any text.
Imports `text` and `records` only.
"""
