"""The languages that Onrecord speaks: English in the code, every other in a catalogue (.po) beside it."""
