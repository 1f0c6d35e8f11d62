"""The delivery engine: worker (loop), policy (pure), limiter (pure, on a clock)."""
