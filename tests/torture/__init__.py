"""Faults injected into real processes; what must hold afterwards is read from the recorded history."""
