"""A contestant of ratios.py in Python: reads names of cases, answers with seconds a call.

Import it before the library to be timed: a BLAS reads its number of threads when it is loaded, and
what a library says later reaches some only (torch.set_num_threads: MKL, but not OpenBLAS).
"""

import os
import sys
import time

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

# of all threads: should one more run in spite of that, its work counts too
clock = time.process_time


def timer(work, round_seconds):
    """Returns a function that times one round of `work`, in seconds a call."""

    def run(count):
        start = clock()
        for _ in range(count):
            work()
        return clock() - start

    work()  # what only the first call meets, such as memory nobody used yet
    count, seconds = 1, run(1)
    while seconds < round_seconds / 2:
        count *= 2
        seconds = run(count)
    count = max(1, int(count * round_seconds / seconds))
    return lambda: run(count) / count


def serve(name, cases, shares=None):
    """`cases` maps names to functions that return the work; `shares` to what one call counts as."""
    round_seconds = float(sys.argv[1])
    timers = {}
    print(name, flush=True)
    for line in sys.stdin:
        case = line.strip()
        if case not in cases:
            print("none", flush=True)
            continue
        if case not in timers:
            timers = {case: timer(cases[case](), round_seconds)}
        print("%.9e" % (timers[case]() / (shares or {}).get(case, 1)), flush=True)
