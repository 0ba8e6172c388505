#!/usr/bin/env python3
"""Compares random graphs of tensors with PyTorch: values and gradients of both orders, in f64.

usage: tests/torch/compare.py [--count N] [--first SEED] [--record FILE]

Prints a table, and one line for each graph that differs; exit status 1 when one does. With --record
it writes the graphs with PyTorch's results, for tests/lua/test_tensor_graphs.lua.
"""

import argparse
import collections
import json
import math
import pathlib
import subprocess
import sys

try:
    import torch
except ImportError:
    print("PyTorch is not installed: nothing is compared")
    sys.exit(0)

import operations

ROOT = pathlib.Path(__file__).parent.parent.parent
TOLERANCE = 1e-9  # of the greatest number of a gradient, or of 1 when that is greater


def total(values):
    return sum((x * operations.weights(x)).sum() for x in values)


def gradients(y, leaves):
    grads = torch.autograd.grad(y, leaves, create_graph=True, allow_unused=True)
    # a zero is added because PyTorch has tensors of zeros that cannot be read
    return [torch.zeros_like(x) + (0 if g is None else g) for g, x in zip(grads, leaves)]


def run(graph):
    """Returns the outcome of a graph, like graphs.run in Lua."""
    leaves = []
    for leaf in graph["leaves"]:
        elements = torch.tensor(leaf["elements"], dtype=torch.float64)
        leaves.append(elements.reshape(list(leaf["shape"])).requires_grad_())
    values = list(leaves)
    for node in graph["nodes"]:
        inputs = [values[arg - 1] for arg in node["args"]]
        values.append(operations.table[node["op"]](node["with"], *inputs))
    used = {arg - 1 for node in graph["nodes"] for arg in node["args"]}
    value = total(x for i, x in enumerate(values) if i not in used)
    firsts = gradients(value, leaves)
    squares = total(g * g for g in firsts)
    if squares.requires_grad:
        seconds = gradients(squares, leaves)
    else:
        seconds = [torch.zeros_like(x) for x in leaves]
    flat = [[g.reshape(-1).tolist() for g in grads] for grads in (firsts, seconds)]
    return {"value": value.item(), "first": flat[0], "second": flat[1]}


def difference(ours, theirs):
    """Returns how far numbers are apart at most, as a share of the greatest, or of 1."""
    if not isinstance(theirs, list):
        ours, theirs = [ours], [theirs]
    unit = max([1, *map(abs, theirs)])
    # what is not a number comes as None
    parts = [math.inf if a is None else abs(a - b) / unit for a, b in zip(ours, theirs)]
    return max((math.inf if part != part else part for part in parts), default=0)


def compare(graph):
    """Returns the greatest difference of the value and of each order, and PyTorch's outcome."""
    ours, theirs = graph["outcome"], run(graph)
    parts = {"value": difference(ours["value"], theirs["value"])}
    for order in ("first", "second"):
        assert len(ours[order]) == len(theirs[order])
        parts[order] = max(map(difference, ours[order], theirs[order]))
    return parts, theirs


def grown(first, count):
    command = [ROOT / "build/hyla", "tests/torch/write_graphs.lua", str(first), str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode != 0:
        sys.exit("%s ended with %d" % (command[0], process.returncode))


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--record")
    return parser.parse_args()


class Tally:
    """What was seen in all graphs."""

    def __init__(self):
        self.graphs = self.numbers = self.wrong = 0
        self.greatest = collections.Counter()
        self.uses = collections.Counter()
        self.refused = collections.Counter()
        self.kept = []

    def add(self, graph):
        names = [node["op"] for node in graph["nodes"]]
        try:
            parts, theirs = compare(graph)
        except (NotImplementedError, RuntimeError) as error:
            self.refused[str(error).splitlines()[0][:90]] += 1
            return
        self.graphs += 1
        self.uses.update(names)
        self.numbers += 1 + sum(len(g) for order in ("first", "second") for g in theirs[order])
        for part, greatest in parts.items():
            self.greatest[part] = max(self.greatest[part], greatest)
        if max(parts.values()) > TOLERANCE:
            self.wrong += 1
            print("seed %d differs: %s of %s" % (graph["seed"], parts, " ".join(names)))
        self.kept.append({**graph, "outcome": theirs})

    def report(self):
        print("PyTorch %s" % torch.__version__)
        print("graphs: %d, of which differ by more than %g: %d" % (self.graphs, TOLERANCE, self.wrong))
        print("numbers: %d" % self.numbers)
        for part in ("value", "first", "second"):
            print("greatest difference, %-6s %.1e" % (part, self.greatest[part]))
        rarest = min(self.uses, key=lambda name: (self.uses[name], name))
        print("operations: %d of %d in %d nodes; the rarest, %s, %d times"
              % (len(self.uses), len(operations.table), sum(self.uses.values()), rarest,
                 self.uses[rarest]))
        for message, count in self.refused.most_common():
            print("graphs left out: %d, PyTorch says: %s" % (count, message))


def main():
    wanted = options()
    torch.set_num_threads(1)
    tally = Tally()
    for graph in grown(wanted.first, wanted.count):
        tally.add(graph)
    tally.report()
    if wanted.record:
        text = "".join(json.dumps(graph) + "\n" for graph in tally.kept)
        pathlib.Path(wanted.record).write_text(text)
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()
