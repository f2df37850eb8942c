"""Webhooks in the format of Standard Webhooks: queued in the transaction of what they tell, sent after
commit, tried again, signed, and to public addresses only."""
