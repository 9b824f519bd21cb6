"""The text rules of Chinese and Japanese: pure functions on runs of text, and what they know."""
