"""What people see: Discord and the terminal, each showing the same answers.

The only room that imports discord, and the only one that prints. What is said is decided in `answers`.
"""
