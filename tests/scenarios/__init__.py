"""Whole stories, told to the running bot by a strict fake of Telegram."""
