"""The small things that people write, in articles and in questions alike: sentences, dates, sums, names.

Pure, and on the lowest floor: text in, values with their places out.
"""
