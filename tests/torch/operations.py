"""Operations of operations.lua, by the same names, in PyTorch: functions of options and inputs.

Axes and positions count from 1 in the options, as in Lua.
"""

import math

import torch
import torch.nn.functional as F


def constants(count, low, high):
    angles = [math.cos(i) for i in range(1, count + 1)]
    return torch.tensor([(low + high) / 2 + (high - low) / 2 * a for a in angles], dtype=torch.float64)


def weights(x):
    return constants(x.numel(), -1, 1).reshape(x.shape)


def targets(x):
    return constants(x.numel(), 0.1, 0.9).reshape(x.shape)


def positive(x):
    return x * x + 0.5


def eye(n):
    return torch.eye(n, dtype=torch.float64)


def definite(x):
    return x.mT @ x + eye(x.shape[-1])


def first(x, *shape):
    return x.reshape(-1)[: math.prod(shape)].reshape(shape)


def axis(o):
    return o["axis"] - 1


def index(o):
    return torch.tensor(o["index"], dtype=torch.int64) - 1


def circle(o, x):
    steps = torch.arange(1, x.numel() + 1).reshape(x.shape) * 3 + o["index"][0]
    return steps % x.shape[axis(o)]


def pool(o):
    return {"stride": o["stride"], "padding": o["padding"]}


def layer_norm(o, x):
    weight = torch.tanh(x.reshape(-1)[: x.shape[-1]])
    return F.layer_norm(x, x.shape[-1:], weight, weight * 2, 0.1)


def batch_norm(o, x):
    weight = torch.tanh(x.reshape(-1)[: x.shape[1]])
    return F.batch_norm(x, None, None, weight, weight * 2, True, 0.1, 0.1)


def linear(o, a, b):
    y = a @ b + b.sum(0)
    name = o["name"]
    return y if name == "none" else (getattr(torch, name, None) or getattr(F, name))(y)


def lstsq(o, x):
    tall = torch.cat([x, eye(x.shape[1])])
    return torch.linalg.pinv(tall) @ tall.sum(1, keepdim=True)


def eigh(o, x):
    diagonal = torch.diag(torch.arange(1, x.shape[1] + 1, dtype=torch.float64) * 9)
    values, vectors = torch.linalg.eigh(torch.tanh(x.T @ x) + diagonal)
    return values + vectors * vectors


def solve_triangular(o, x):
    return torch.linalg.solve_triangular(definite(x).tril(), x.mT, upper=False)


def diagonal(o, x):
    return torch.diagonal(x, dim1=-2, dim2=-1)


def nll(o, x):
    return F.nll_loss(F.log_softmax(x, 1), torch.tensor(o["classes"]) - 1)


def scatter(o, x):
    extent = x.shape[axis(o)]
    index = (torch.arange(1, extent + 1) + o["start"]) % extent
    index = index.reshape([extent if i == axis(o) else 1 for i in range(x.dim())]).expand(x.shape)
    half = index.narrow(axis(o), 0, (extent + 1) // 2)
    return x.scatter(axis(o), half, (x * x).narrow(axis(o), 0, (extent + 1) // 2))


def index_add(o, x):
    return x.index_add(axis(o), index(o), x.index_select(axis(o), index(o)) * 2)


def meshgrid(o, a, b):
    grid = torch.meshgrid(a, b, indexing="ij")
    return grid[0] * torch.sin(grid[1])


def unbind(o, x):
    slices = x.unbind(axis(o))
    return slices[0] * slices[-1]


table = {
    "add_scaled": lambda o, a, b: torch.add(a, b, alpha=o["alpha"]),
    "clamp": lambda o, x: torch.clamp(x, -0.5, 0.75),
    "div": lambda o, a, b: a / positive(b),
    "pow": lambda o, a, b: positive(a) ** torch.tanh(b),
    "power": lambda o, x: x ** o["exponent"],
    "remainder": lambda o, a, b: torch.remainder(a, positive(b)),
    "where": lambda o, a, b: torch.where(a > b, torch.sin(a), b * a),
    "sum": lambda o, x: x.sum(axis(o), keepdim=True),
    "mean": lambda o, x: x.mean(),
    "sort": lambda o, x: x.sort(axis(o), descending=True)[0],
    "topk": lambda o, x: x.topk(1, axis(o))[0],
    "var": lambda o, x: x.var(axis(o), keepdim=True),
    "std": lambda o, x: x.std(axis(o), keepdim=True),
    "norm": lambda o, x: torch.linalg.vector_norm(x, 2, axis(o)),
    "flip": lambda o, x: x.flip([axis(o)]),
    "transpose": lambda o, x: x.transpose(axis(o), o["other"] - 1),
    "flatten": lambda o, x: x.reshape(-1),
    "unsqueeze": lambda o, x: x.unsqueeze(axis(o)),
    "squeeze": lambda o, x: x.squeeze(),
    "expand": lambda o, x: x.expand([2, *x.shape]),
    "narrow": lambda o, x: x.narrow(axis(o), o["begin"] - 1, o["length"]),
    "slice": lambda o, x: x[(slice(None),) * axis(o) + (slice(None, None, 2),)],
    "select": lambda o, x: x.select(axis(o), o["position"] - 1),
    "roll": lambda o, x: x.roll(1, axis(o)),
    "repeat_interleave": lambda o, x: x.repeat_interleave(2, axis(o)),
    "unfold": lambda o, x: x.unfold(axis(o), 2, 1),
    "pad": lambda o, x: F.pad(x, [1, 0, 0, 2], value=0.5),
    "tril": lambda o, x: x.tril(),
    "triu": lambda o, x: x.triu(),
    # the gradient of torch.trace is wrong for more rows than columns in 1.13
    "trace": lambda o, x: x.diagonal().sum(),
    "diagonal": diagonal,
    "diag_embed": lambda o, x: torch.diag_embed(x),
    "stack": lambda o, a, b: torch.stack([a, b, a]),
    "concat": lambda o, a, b: torch.cat([a, b], axis(o)),
    "index_select": lambda o, x: x.index_select(axis(o), index(o)),
    "embedding": lambda o, x: F.embedding(torch.stack([index(o), index(o)]), x),
    "gather": lambda o, x: x.gather(axis(o), circle(o, x)),
    "scatter_add": lambda o, x: x.scatter_add(axis(o), circle(o, x), x * 2),
    "atan2": lambda o, a, b: torch.atan2(a, positive(b)),
    "max": lambda o, x: x.max(axis(o), keepdim=True)[0],
    "min": lambda o, x: x.min(axis(o), keepdim=True)[0],
    "median": lambda o, x: x.median(axis(o), keepdim=True)[0],
    "quantile": lambda o, x: x.quantile(o["part"], axis(o)),
    "scatter": scatter,
    "index_add": index_add,
    "masked_fill": lambda o, x: x.masked_fill(x > 0.25, 0.5),
    "masked_select": lambda o, x: x[x <= 0.25],
    "diag": lambda o, x: x.diag(o["offset"]),
    "tile": lambda o, x: x.repeat(2, 1),
    "permute": lambda o, x: x.permute(2, 0, 1),
    "split": lambda o, x: x.split(2, axis(o))[-1],
    "chunk": lambda o, x: x.chunk(2, axis(o))[0],
    "unbind": unbind,
    "meshgrid": meshgrid,
    "dot": lambda o, x: x.dot(torch.sin(x)),
    "outer": lambda o, a, b: torch.outer(a, b),
    "matmul": lambda o, a, b: a @ b,
    "square": lambda o, x: x @ x.mT,
    "linear": linear,
    "einsum": lambda o, x: torch.einsum(o["equation"], x, torch.sin(x)),
    "layer_norm": layer_norm,
    "batch_norm": batch_norm,
    "conv1d": lambda o, x, y: F.conv1d(first(x, 1, 2, 4), first(y, 1, 2, 3), **pool(o)),
    "conv2d": lambda o, x, y: F.conv2d(
        first(x, 1, 1, 3, 3), first(y, 2, 1, 2, 2), first(y, 2), **pool(o)
    ),
    "grouped_conv2d": lambda o, x, y: F.conv2d(
        first(x, 1, 2, 2, 3), first(y, 2, 1, 2, 2), groups=2, **pool(o)
    ),
    "avg_pool1d": lambda o, x, y: F.avg_pool1d(first(x, 1, 2, 4), 2, **pool(o)),
    "max_pool1d": lambda o, x, y: F.max_pool1d(first(x, 1, 2, 4), 2, **pool(o)),
    "avg_pool2d": lambda o, x, y: F.avg_pool2d(first(x, 1, 1, 3, 4), 2, **pool(o)),
    "max_pool2d": lambda o, x, y: F.max_pool2d(first(x, 1, 1, 3, 4), 2, **pool(o)),
    "mse": lambda o, a, b: ((a - b) ** 2).mean(),
    "l1": lambda o, a, b: (a - b).abs().mean(),
    "huber": lambda o, a, b: F.huber_loss(*torch.broadcast_tensors(a, b)),
    "bce": lambda o, x: F.binary_cross_entropy(torch.sigmoid(torch.tanh(x)), targets(x)),
    "bce_with_logits": lambda o, x: F.binary_cross_entropy_with_logits(x, targets(x)),
    "cross_entropy": lambda o, x: F.cross_entropy(x, torch.tensor(o["classes"]) - 1),
    "nll": nll,
    "cholesky": lambda o, x: torch.linalg.cholesky(definite(x)),
    "inverse": lambda o, x: torch.linalg.inv(definite(x)),
    "det": lambda o, x: torch.linalg.det(definite(x)),
    "slogdet": lambda o, x: torch.linalg.slogdet(definite(x))[1],
    "solve": lambda o, x: torch.linalg.solve(definite(x), x.mT),
    "solve_triangular": solve_triangular,
    "lstsq": lstsq,
    "eigh": eigh,
}

for name in "exp tanh sigmoid sin cos erf expm1 neg clone abs relu atan sinh cosh".split():
    table[name] = lambda o, x, f=getattr(torch, name): f(x)
for name in "floor ceil round sign".split():
    table[name] = lambda o, x, f=getattr(torch, name): f(x)
for name in "asin acos tan".split():
    table[name] = lambda o, x, f=getattr(torch, name): f(torch.tanh(x) * 0.9)
for name in "softplus gelu silu leaky_relu".split():
    table[name] = lambda o, x, f=getattr(F, name): f(x)
for name in "log sqrt rsqrt log1p".split():
    table[name] = lambda o, x, f=getattr(torch, name): f(positive(x))
for name in "add sub mul maximum minimum".split():
    table[name] = lambda o, a, b, f=getattr(torch, name): f(a, b)
for name in "softmax log_softmax cumsum cumprod logsumexp prod amax amin".split():
    table[name] = lambda o, x, f=getattr(torch, name): f(x, axis(o))
