"""The way of a question: asked, offered an answer, taken in, answered."""
