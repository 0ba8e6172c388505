#!/usr/bin/env python3
"""Times the same cases in Hyla, PyTorch and NumPy, in alternation, and prints the ratios.

usage: tests/bench/ratios.py [--python PYTHON]... [--only TEXT] [--rounds N] [--seconds S] [--json]

Each PYTHON (by default python3) is asked for PyTorch and for NumPy; name several to compare with
several versions. All contestants live at once and are asked for one round of a case in turn, so
that a slow moment of the machine meets all of them alike. Times are processor time, and nobody
has more than one thread; a ratio is the median over rounds of another's time over Hyla's, of the
fastest PyTorch.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# what is wanted at least, of the faster PyTorch's time over Hyla's
TARGETS = {
    "add/1": 20,
    "add/16": 20,
    "add recorded/16": 30,
    "maml/10": 40,
    "mlp/16-64-64-4/32": 12,
    "mlp/16-16-16-4/1": 100,
    "mlp/784-256-10/128": 1.4,
    "chain/1e6": 8,
    "chain/1e7": 40,
}
# seconds wanted at most
NODE = 60e-9
# what is wanted at least, of OpenBLAS's time over that of our kernel: small and large products
SMALL_PRODUCT, LARGE_PRODUCT = 1.4, 0.97
# and of the time of a sum over that of a chain, which moves as many bytes
BANDWIDTH = 0.9
# seconds and bytes wanted at most
START, RESIDENT = 30e-3, 25e6
ROWS = ("softmax", "cross_entropy", "layer_norm", "sum axis", "gather")
SMALL = ("/32x10", "/1000x64/128")


def target_of(case):
    if case.startswith(ROWS):
        return 4 if case.endswith(SMALL) else 1.2
    return TARGETS.get(case.removesuffix(" compiled"))


class Contestant:
    """A process that answers the name of a case with seconds a call."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        self.name = self.process.stdout.readline().strip()

    def ask(self, case):
        self.process.stdin.write(case + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            sys.exit("ratios.py: %s ended while it ran %s" % (self.name, case))
        return None if answer == "none" else float(answer)


def has_module(python, module):
    command = [python, "-c", "import " + module]
    return subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0


def start_all(options):
    seconds = str(options.seconds)
    started = [Contestant([options.hyla, "tests/bench/contestant.lua", seconds])]
    for python in options.python or ["python3"]:
        for module in ("torch", "numpy"):
            if has_module(python, module):
                script = os.path.join(HERE, module + "_cases.py")
                started.append(Contestant([python, script, seconds]))
            else:
                print("%s has no %s" % (python, module), file=sys.stderr)
    return started


def case_names(options):
    command = [options.hyla, "tests/bench/names.lua"]
    names = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True).stdout
    return [name for name in names.splitlines() if options.only in name]


def time_case(case, contestants, rounds):
    """Returns the seconds of each contestant that knows the case, round by round."""
    times = {}
    for _ in range(rounds):
        for contestant in contestants:
            seconds = contestant.ask(case)
            if seconds is not None:
                times.setdefault(contestant.name, []).append(seconds)
    return times


def compare(case, times):
    own = times["hyla"]
    row = {"case": case, "target": target_of(case), "seconds": {}, "ratios": {}}
    for name, seconds in times.items():
        row["seconds"][name] = statistics.median(seconds)
        row["ratios"][name] = statistics.median(b / a for a, b in zip(own, seconds))
    torches = [ratio for name, ratio in row["ratios"].items() if name.startswith("torch")]
    row["ratio"] = min(torches) if torches else None
    return row


def in_words(seconds):
    for unit, size in (("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3)):
        if seconds < 1000 * size:
            return "%.3g %s" % (seconds / size, unit)
    return "%.3g s" % seconds


def print_row(row, names):
    cells = [row["case"]]
    for name in names:
        seconds = row["seconds"].get(name)
        cells.append("" if seconds is None else in_words(seconds))
    ratio, target = row["ratio"], row["target"]
    cells.append("" if ratio is None else "%.3g" % ratio)
    cells.append("" if target is None else "%g%s" % (target, "" if ratio >= target else " missed"))
    print("| " + " | ".join(cells) + " |", flush=True)


def start_up(hyla):
    """Median wall seconds of `hyla -e ''` and its largest resident memory in bytes."""
    seconds = []
    for _ in range(20):
        begin = time.perf_counter()
        subprocess.run([hyla, "-e", ""], check=True)
        seconds.append(time.perf_counter() - begin)
    shell = "import resource,subprocess,sys; subprocess.run(sys.argv[1:]); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    command = [sys.executable, "-c", shell, hyla, "-e", ""]
    kilobytes = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return statistics.median(seconds), int(kilobytes) * 1024


def products():
    """Returns the time of the loaded BLAS over that of our kernel by size, of square products."""
    program = os.path.join(ROOT, "build", "tests", "bench_gemm")
    text = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout
    found = re.findall(r"^ *(\d+) x +\1 x +\1 .* ([\d.]+)$", text, re.MULTILINE)
    return {int(size): float(ratio) for size, ratio in found}


def own_rows(rows, hyla):
    """Returns (what, value, limit, whether it is reached) where nobody else is compared with."""
    seconds = {row["case"]: row["seconds"]["hyla"] for row in rows}
    if "node/1" in seconds:
        yield "node/1: ns", seconds["node/1"] * 1e9, NODE * 1e9, seconds["node/1"] <= NODE
    for size in ("1e6", "1e7"):
        if "chain/" + size in seconds and "add/" + size in seconds:
            share = seconds["add/" + size] / seconds["chain/" + size]
            yield "chain/%s: bandwidth of add" % size, share, BANDWIDTH, share >= BANDWIDTH
    for size, ratio in products().items():
        if size <= 64 or size >= 256:
            wanted = SMALL_PRODUCT if size <= 64 else LARGE_PRODUCT
            yield "product of %d: BLAS / own" % size, ratio, wanted, ratio >= wanted
    start, resident = start_up(hyla)
    yield "`hyla -e ''`: ms", start * 1e3, START * 1e3, start <= START
    yield "`hyla -e ''`: MB", resident / 1e6, RESIDENT / 1e6, resident <= RESIDENT


def print_own_rows(rows, hyla):
    print("\n| Hyla alone | measured | wanted |\n|---|---|---|")
    for what, value, limit, is_reached in own_rows(rows, hyla):
        print("| %s | %.3g | %g%s |" % (what, value, limit, "" if is_reached else " missed"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hyla", default=os.path.join(ROOT, "build", "hyla"))
    parser.add_argument("--python", action="append")
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.05)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    contestants = start_all(options)
    names = [contestant.name for contestant in contestants]
    if not options.json:
        print("| case | " + " | ".join(names) + " | PyTorch / Hyla | wanted |")
        print("|---" * (len(names) + 3) + "|")
    rows = []
    for case in case_names(options):
        rows.append(compare(case, time_case(case, contestants, options.rounds)))
        if not options.json:
            print_row(rows[-1], names)
    if options.json:
        keys = ("what", "value", "wanted", "is_reached")
        own = [dict(zip(keys, row)) for row in own_rows(rows, options.hyla)]
        print(json.dumps({"contestants": names, "rows": rows, "own": own}))
    else:
        print_own_rows(rows, options.hyla)


if __name__ == "__main__":
    main()
