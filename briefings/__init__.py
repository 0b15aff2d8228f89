"""Knows news: reads, attributes, answers, digests, delivers. Imports the store only."""
