"""The shipped sample articles: four pages about one invented event, to try the product on."""

from __future__ import annotations

from importlib import resources

QUESTIONS: tuple[str, ...] = (
    "Who claimed responsibility for the explosion at Port Merrin?",
    "Who accused Drovania, and was any evidence offered?",
    "Who denied involvement in the attack?",
    "How many people were killed, and according to whom?",
    "Do Marrowby and Strand agree about the east gate?",
    "What has the harbour master warned about?",
    "What did Pell say about the strike?",
    "What did President Quist say about the explosion?",
)
"""Questions worth trying on the samples; they answer all but the last."""


def articles() -> list[tuple[str, bytes]]:
    """File name and bytes (UTF-8 text as pasted from a page) of every sample, in reading order."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".txt"))
    return [(file.name, file.read_bytes()) for file in sorted(files, key=lambda file: file.name)]
