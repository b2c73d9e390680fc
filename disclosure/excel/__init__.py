"""The round trip with a clerk's spreadsheet program: a template out, her workbook with marks back, her rows in."""
