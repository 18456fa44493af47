"""Many films from one manifest: read, admitted, made a few at a time, told of in a table, a CSV and a contact sheet."""
