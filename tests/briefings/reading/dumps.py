"""Pages as a person copies them from a browser, about invented events."""

from __future__ import annotations

ARTICLE = """1. Skip to content
  2. Skip to main menu
  3. Skip to more LZ sites

Ferry operator denies skipping inspection before fire

March 11, 2031

The operator of a ferry that caught fire off the Lesk islands has denied skipping an inspection, a day after 212 people were brought ashore.

The ferry Halden lies at the quay in Orvanne after the fire. March 10, 2031.
The Halden was built for calmer waters, its critics sayImage: Odo Larsen/Nordbild/AFP

Norrline said on Tuesday that the MS Halden had been checked twice since the autumn storms and had passed both times.

However, harbour master Ines Korvald said she had asked the company for its papers in February and had not received them.

Korvald asks for papers

"We asked once, we asked twice, and we are still waiting," Korvald told reporters at the quay.

Transport minister Pauli Drenning visits the damaged engine room of the Halden
Minister Pauli Drenning has promised a reportImage: Lesk Photo/IMAGO

Transport minister Pauli Drenning promised a report within six weeks. He did not say whether the other three ships would stay in service.

Who owns the ferries of the Lesk islands?

Islanders speak of a warning ignored

Islanders have complained for years that the ferries are too old, and a petition with 4,100 names was handed to the council in October.

abc/de (AFP, Reuters)
"""
ARTICLE_NOISE = (
    "Skip to",
    "Image:",
    "lies at the quay",
    "visits the damaged",
    "March 11",
    "Who owns the ferries",
    "AFP",
)

LIVEBLOG = """Skip to main contentSkip to navigationSkip to key events

Lesk ferry fire: minister promises report as operator denies skipping inspection – as it happened

This article is more than 2 months old

Operator says the Halden passed two checks, while the harbour master says she is still waiting for papers. This live blog is closed

 Updated 
Tue 11 Mar 2031 21.05 CETFirst published on Tue 11 Mar 2031 08.40 CET
The Halden at the quay in Orvanne.
The Halden at the quay in Orvanne. Photograph: Odo Larsen/Nordbild
The Halden at the quay in Orvanne. Photograph: Odo Larsen/Nordbild

Live feed

From

Minister promises a report within six weeks

Transport minister Pauli Drenning has promised a report on the ferry fire within six weeks.

He did not say whether the other three ships of the class would stay in service until then.

Share
Updated at 
Key events

Closing summary

  • Transport minister Pauli Drenning promised a report on the fire within six weeks.

  • Norrline denied that it had skipped an inspection of the Halden in January.

Share
Updated at 

Harbour master Ines Korvald said she had asked the company for its papers in February and had not received them.

“We asked once, we asked twice, and we are still waiting,” Korvald told reporters at the quay.

Share
Updated at 

Here is what the council of Lesk posted a few minutes ago about tonight's boats:

Extra boats leave Orvanne at 19.00 and 21.00. Bring your ticket. https://t.co/a1b2c3d4e5 #Lesk pic.twitter.com/f6g7h8i9j0

— Lesk Council (@leskcouncil) March 11, 2031
Share
Updated at 

Minister promises a report within six weeks

Transport minister Pauli Drenning has promised a report on the ferry fire within six weeks.

He did not say whether the other three ships of the class would stay in service until then.

Share
Updated at 

Fire is out, says port authority

The port authority of Orvanne says the fire in the engine room of the Halden was put out shortly before noon.

Share
Updated at 

Most viewed

Most viewed
"""

TIMED = """Council vote in Orvanne – live

10 Mar 2031

18:45 CET

The council has adjourned until tomorrow, its speaker Hanne Brodal said at the end of a long session.

18:10 CET

The budget was rejected by 14 votes to 12. Mayor Jaak Solberg called the result a lost chance for the town.

17:30 CET

The vote on the budget has begun, two hours late because of a fire alarm in the town hall.

16:05 CET

Mayor Jaak Solberg says he expects a narrow majority for his budget tonight.
"""

PLAIN = """Ferry operator denies skipping inspection before fire

By Mara Ilves
11 March 2031

The operator of a ferry that caught fire off the Lesk islands has denied skipping an inspection.

Norrline said on Tuesday that the MS Halden had been checked twice since the autumn storms.

“We have nothing to hide,” its spokesman said. More cookies were served than answers, one reporter joked.

A reader's comment
on the company's page was shared 4,000 times, and the minister said he had read it.
"""
