"""Records -> other forms: plain dicts and JSON here; tables, calendars and columns in their own modules."""
