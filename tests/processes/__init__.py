"""The product's processes in tests: by exec as an operator starts them, or forked off a server.

`python main.py run` spends seconds of processor time on its imports, the same ones each time.
`server` has done them, and each process that a test starts is a fork of it that runs main.py from
its first line; `starting` is what tests ask, and what they get is used as a process of asyncio is.

What is the same: main.py as `__main__`, its words, environment, folder and output; a process id
that is the very process, a child of the one that runs the test, so that signals, exit codes and
`kill -9` are the kernel's own. What is not, and so needs a start by exec: how long a start takes
and how much memory, what it imports and builds, and whatever Python reads before its first line.
"""
