"""Making a lesson from an order: what is to be drawn, who draws it, what goes into the folder.

It stands above ``render``, which knows frames and stretches, and ``deliver``, which knows files.
"""
