"""The commands of the command line, a room a module; each lists its own in `COMMANDS`."""
