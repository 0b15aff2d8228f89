"""Keeps and finds: records, tables, queries, look-up. Imports nothing of ours."""
