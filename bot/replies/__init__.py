"""What handlers send: paced together with deliveries, tried again, in order.

policy          pure: what a call is, and whether a failed one is tried again
queue           who waits for a turn, and who gets the next one
sender          the request middleware that every call of a handler passes
promise_keeper  what people must learn even if their answer is lost
"""
