"""Speaks Telegram: commands in, messages out."""
