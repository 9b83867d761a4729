"""What the software itself says on the screen: a file a language, read by `scenes.wording`."""
