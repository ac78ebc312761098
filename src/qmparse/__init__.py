"""Reads Chinese government activity notices into typed records, and writes them back losslessly."""

from qmparse.parsing.notice import read_notice as parse
from qmparse.records import Notice

def dumps(notice): return notice.text
