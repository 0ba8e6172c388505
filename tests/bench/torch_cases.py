"""The cases of `hyla bench tensor` in PyTorch: eager, one thread."""

from contest import serve

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.manual_seed(1)
RATE = 0.01


def add(n, records):
    a, b = torch.randn(n, requires_grad=records), torch.randn(n)
    return lambda: a + b


def node():
    x, factor = torch.randn(1, requires_grad=True), torch.randn(1)

    def work():
        y = x
        for _ in range(100):
            y = y * factor
        return torch.autograd.grad(y, x, create_graph=True)

    return work


def parameters(sizes):
    params = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        params.append((torch.randn(inputs, outputs) / inputs**0.5).requires_grad_())
        params.append(torch.zeros(outputs, requires_grad=True))
    return params


def network(params, x):
    for i in range(0, len(params) - 2, 2):
        x = torch.relu(torch.addmm(params[i + 1], x, params[i]))
    return torch.addmm(params[-1], x, params[-2])


def mlp(sizes, batch):
    params = parameters(sizes)
    x = torch.randn(batch, sizes[0])
    classes = torch.arange(batch) % sizes[-1]

    def step():
        loss = F.cross_entropy(network(params, x), classes)
        grads = torch.autograd.grad(loss, params)
        with torch.no_grad():
            for param, grad in zip(params, grads):
                param.add_(grad, alpha=-RATE)

    return step


def maml(steps):
    params = parameters([1, 40, 40, 1])
    x, query_x = torch.randn(10, 1) * 5, torch.randn(10, 1) * 5
    y, query_y = torch.sin(x), torch.sin(query_x)

    def work():
        adapted = params
        for _ in range(steps):
            loss = F.mse_loss(network(adapted, x), y)
            grads = torch.autograd.grad(loss, adapted, create_graph=True)
            adapted = [p.add(g, alpha=-RATE) for p, g in zip(adapted, grads)]
        return torch.autograd.grad(F.mse_loss(network(adapted, query_x), query_y), params)

    return work


def matmul(n):
    a, b = torch.randn(n, n), torch.randn(n, n)
    return lambda: a @ b


def chain(n):
    x, y = torch.randn(n), torch.randn(n)
    return lambda: (((torch.relu(x * 1.5 + y) * x - 0.5) * y + x).abs() * 0.25 + 1)[0].item()


def large(n, name):
    x, y = torch.randn(n), torch.randn(n)
    if name == "add":
        return lambda: (x + y)[0].item()
    if name == "sum":
        return lambda: x.sum()
    apply = getattr(torch, name)
    return lambda: apply(x)[0].item()


def rows_case(name, rows, columns):
    x = torch.randn(rows, columns)
    if name == "softmax":
        return lambda: torch.softmax(x, 1)
    if name == "cross_entropy":
        classes = (torch.arange(1, rows + 1) * 7919) % columns
        return lambda: F.cross_entropy(x, classes)
    if name == "layer_norm":
        weight, bias = torch.ones(columns), torch.zeros(columns)
        return lambda: F.layer_norm(x, (columns,), weight, bias)
    axis = int(name[-1]) - 1
    return lambda: x.sum(axis)


def gather(rows, columns, count):
    x = torch.randn(rows, columns)
    positions = (torch.arange(1, count + 1) * 7919) % rows
    return lambda: torch.index_select(x, 0, positions)


CASES = {"add recorded/16": lambda: add(16, True), "node/1": node}
SHARES = {"node/1": 200}
for n in (1, 16, 256, 4096):
    CASES["add/%d" % n] = lambda n=n: add(n, False)
for steps in (1, 5, 10):
    CASES["maml/%d" % steps] = lambda steps=steps: maml(steps)
for sizes, batch in (((16, 64, 64, 4), 32), ((16, 16, 16, 4), 1), ((784, 256, 10), 128)):
    name = "mlp/%s/%d" % ("-".join(map(str, sizes)), batch)
    CASES[name] = lambda sizes=sizes, batch=batch: mlp(sizes, batch)
# what Hyla compiles stands beside the same eager step
CASES.update({name + " compiled": CASES[name] for name in CASES if name[0] == "m"})
for n in (16, 32, 64, 128, 256, 512):
    CASES["matmul/%d" % n] = lambda n=n: matmul(n)
for power in (6, 7):
    CASES["chain/1e%d" % power] = lambda n=10**power: chain(n)
    for name in ("add", "exp", "tanh", "sum"):
        CASES["%s/1e%d" % (name, power)] = lambda n=10**power, name=name: large(n, name)
for rows, columns in ((32, 10), (128, 1000), (1024, 1024), (512, 32000)):
    for name in ("softmax", "cross_entropy", "layer_norm", "sum axis 1", "sum axis 2"):
        CASES["%s/%dx%d" % (name, rows, columns)] = (
            lambda name=name, rows=rows, columns=columns: rows_case(name, rows, columns)
        )
for size in ((1000, 64, 128), (32000, 256, 4096)):
    CASES["gather/%dx%d/%d" % size] = lambda size=size: gather(*size)

if __name__ == "__main__":
    serve("torch " + torch.__version__.split("+")[0], CASES, SHARES)
