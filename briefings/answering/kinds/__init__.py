"""What answers each kind of question: one function a kind, from a case at hand to an answer."""
