"""Who is named in a text: names found, told apart from people, places and media, and what points back to them.

`capitals` finds runs of capital letters, `vocabulary` the companies that are known; `judging` weighs what a run names
by its own words and its `surroundings`; `organisations` casts every mention, with `shortening` for short forms,
`headlines` for lines in capitals and `states` for governments; `references` resolves "the company".
"""
