"""Puts answers, digests and loads into words: pure, no Telegram, no database."""
