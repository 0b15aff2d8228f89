"""Starts things: settings, wiring, processes, the command line. May import everything."""
