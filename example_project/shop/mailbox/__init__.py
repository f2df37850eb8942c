"""The mails that the demo has sent, kept as files and shown in the browser."""
