"""Those cases of `hyla bench tensor` that NumPy has, on one thread."""

from contest import serve

import numpy

draw = numpy.random.default_rng(1).standard_normal


def array(*shape):
    return draw(shape, dtype=numpy.float32)


def add(n):
    a, b = array(n), array(n)
    return lambda: a + b


def matmul(n):
    a, b = array(n, n), array(n, n)
    return lambda: a @ b


def chain(n):
    x, y = array(n), array(n)
    return lambda: numpy.abs((numpy.maximum(x * 1.5 + y, 0) * x - 0.5) * y + x) * 0.25 + 1


def one(n, name):
    x, apply = array(n), getattr(numpy, name)
    return lambda: apply(x)


def sum_axis(rows, columns, axis):
    x = array(rows, columns)
    return lambda: x.sum(axis)


def gather(rows, columns, count):
    x, positions = array(rows, columns), (numpy.arange(1, count + 1) * 7919) % rows
    return lambda: x[positions]


CASES = {}
for n in (1, 16, 256, 4096):
    CASES["add/%d" % n] = lambda n=n: add(n)
for n in (16, 32, 64, 128, 256, 512):
    CASES["matmul/%d" % n] = lambda n=n: matmul(n)
for power in (6, 7):
    CASES["add/1e%d" % power] = lambda n=10**power: add(n)
    CASES["chain/1e%d" % power] = lambda n=10**power: chain(n)
    for name in ("exp", "tanh", "sum"):
        CASES["%s/1e%d" % (name, power)] = lambda n=10**power, name=name: one(n, name)
for rows, columns in ((32, 10), (128, 1000), (1024, 1024), (512, 32000)):
    for axis in (1, 2):
        CASES["sum axis %d/%dx%d" % (axis, rows, columns)] = (
            lambda rows=rows, columns=columns, axis=axis: sum_axis(rows, columns, axis - 1)
        )
for size in ((1000, 64, 128), (32000, 256, 4096)):
    CASES["gather/%dx%d/%d" % size] = lambda size=size: gather(*size)

if __name__ == "__main__":
    serve("numpy " + numpy.__version__, CASES)
