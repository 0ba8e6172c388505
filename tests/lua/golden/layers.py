"""Writes layers.lua: what PyTorch's layers make of the numbers of `fill`, and their gradients.

python3 layers.py > layers.lua
"""

import math
import textwrap

import torch
from torch import nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def fill(shape, phase):
    count = math.prod(shape)
    return (torch.arange(1, count + 1) * 0.7 + phase).sin().reshape(shape)


def show(name, x):
    numbers = ", ".join(f"{v:.12g}" for v in x.detach().flatten().tolist())
    lines = textwrap.wrap(numbers + ",", 94)
    print(f"  {name} = {{", *("    " + line for line in lines), "  },", sep="\n")


def case(name, shape, layer, **others):
    """Shows a layer's result for x, and the gradient by x of the result weighed by another fill."""
    x = fill(shape, 0).requires_grad_()
    y = layer(x)
    (grad,) = torch.autograd.grad((y * fill(y.shape, 9)).sum(), x)
    show(name, y)
    show(name + "_grad", grad)
    for other, value in others.items():
        show(f"{name}_{other}", value)


def recurrent(kind, gates):
    layer = kind(2, 3, batch_first=True)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(fill((2, gates * 3), 1).T)
        layer.weight_hh_l0.copy_(fill((3, gates * 3), 2).T)
        layer.bias_ih_l0.copy_(fill((gates * 3,), 3))
        layer.bias_hh_l0.copy_(fill((gates * 3,), 4))
    return lambda x: layer(x)[0]


def attention(is_causal):
    layer = nn.MultiheadAttention(4, 2, batch_first=True)
    with torch.no_grad():
        parts = [fill((4, 4), phase).T for phase in (1, 2, 3)]
        layer.in_proj_weight.copy_(torch.cat(parts))
        layer.in_proj_bias.copy_(torch.cat([fill((4,), phase) for phase in (5, 6, 7)]))
        layer.out_proj.weight.copy_(fill((4, 4), 4).T)
        layer.out_proj.bias.copy_(fill((4,), 8))
    mask = torch.triu(torch.ones(3, 3, dtype=torch.bool), 1) if is_causal else None
    return lambda x: layer(x, x, x, attn_mask=mask)[0]


def batch_norm():
    layer = nn.BatchNorm2d(2)
    with torch.no_grad():
        layer.weight.copy_(fill((2,), 1))
        layer.bias.copy_(fill((2,), 2))
    return layer


print("--- What PyTorch's layers make of the numbers of a sine (layers.py).\n")
print("return {")
w, b = fill((3, 2), 1), fill((2,), 2)
case("linear", (2, 3), lambda x: F.linear(x, w.T, b))
v, c = fill((2, 4), 3), fill((4,), 4)
case("mlp", (2, 3), lambda x: F.linear(F.linear(x, w.T, b).tanh(), v.T, c))
case("layer_norm", (2, 4), lambda x: F.layer_norm(x, (4,), fill((4,), 1), fill((4,), 2)))
case("rms_norm", (2, 4), lambda x: F.rms_norm(x, (4,), fill((4,), 1), 1e-5))
show("embedding", F.embedding(torch.tensor([[0, 2], [2, 1]]), fill((3, 2), 1)))
case("gru", (2, 3, 2), recurrent(nn.GRU, 3))
case("lstm", (2, 3, 2), recurrent(nn.LSTM, 4))
case("attention", (1, 3, 4), attention(False))
case("causal", (1, 3, 4), attention(True))
case("conv1d", (1, 4, 5), lambda x: F.conv1d(
    x, fill((2, 2, 3), 1), fill((2,), 2), stride=2, padding=1, groups=2))
case("conv2d", (1, 2, 4, 3), lambda x: F.conv2d(
    x, fill((2, 2, 3, 2), 1), fill((2,), 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2)))
case("max_pool1d", (1, 2, 5), lambda x: F.max_pool1d(x, 3, 2, 1))
case("max_pool2d", (1, 1, 4, 4), lambda x: F.max_pool2d(x, 2))
case("avg_pool1d", (1, 2, 5), lambda x: F.avg_pool1d(x, 3, 2, 1))
case("avg_pool2d", (1, 1, 4, 4), lambda x: F.avg_pool2d(x, (2, 3), 1))
norm = batch_norm()
case("batch_norm", (2, 2, 1, 3), norm, mean=norm.running_mean, var=norm.running_var)
norm.eval()
case("batch_norm_after", (2, 2, 1, 3), norm)
print("}")
