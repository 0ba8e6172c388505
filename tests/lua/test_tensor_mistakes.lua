--- runtime/script/bind_tensor.c

local check = require("tests.support.check")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

local T = {}

--- What the names in the calls below stand for.
local VALUES = {
  x = t.ones({ 2, 3 }),
  y = t.ones({ 4, 5 }),
  v = t.ones({ 3 }),
  m = t.ones({ 2, 2 }),
  s = t.ones({}),
  r = rng.new(1),
}

--- Functions that say the same of x and y, of axis 9 of x, and of a text.
local PAIRS = [[add atan2 clamp div eq floor_divide ge gt huber isclose l1 le logical_and logical_or
  logical_xor lt masked_select maximum minimum mse mul ne pow remainder sub]]
local OF_AXIS = [[all amax amin any argmax argmin argsort count_nonzero cumprod cumsum diagonal
  flatten flip gather index_select log_softmax logsumexp max mean median min narrow permute prod
  scatter_add select slice softmax sort squeeze std sum transpose unbind unfold var]]
local OF_TENSOR = [[abs acos asin atan ceil clone cos cosh count detach dim dtype erf exp expm1
  floor gelu is_recorded item log log1p neg numel rank relu requires_grad round rsqrt shape sigmoid
  sign sin sinh size softplus sqrt tan tanh tolist zero_]]

--- Functions that take anything, or nothing.
local NEVER_FAIL = { is_grad_enabled = true, is_tensor = true, memory = true }

--- Calls and what is said about them.
local MISTAKES = {
  { "t.anomaly(1)", "anomaly: wanted a function as call, got 1" },
  { "t.compile(x)", "compile: wanted a function as f, got a tensor" },
  { "t.compile(print, 1)", "compile: wanted a function as recorded, got 1" },
  { "t.enable_grad(1)", "enable_grad: wanted a function as call, got 1" },
  { "t.no_grad()", "no_grad: wanted a function as call, got nil" },
  { "t.scope(x)", "scope: wanted a function as call, got a tensor" },
  { "t.arange(-1)", "arange: wanted a whole number of at least 0 as count, got -1" },
  { "t.eye(1.5)", "eye: wanted a whole number of at least 0 as count, got 1.5" },
  { "t.full({ 2 })", "full: wanted a number as value, got nil" },
  { "t.full({ -1 }, 1)", "full: wanted a list of extents as shape, got -1 as element 1" },
  { "t.zeros(2, 'f16')", "zeros: wanted bool, i32, i64, f32 or f64 as dtype, got f16" },
  { "t.zeros(2, 3, 'f16')", "zeros: wanted bool, i32, i64, f32 or f64 as dtype, got f16" },
  { "t.zeros(2, -3)", "zeros: wanted a list of extents as shape, got -3 as element 2" },
  { "t.randn(2, 3)", "randn: wanted a place of hyla.rng as rng, got nil" },
  { "t.ones('a')", "ones: wanted a list of extents as shape, got string" },
  { "t.linspace(0, 1)", "linspace: wanted a whole number of at least 0 as count, got nil" },
  { "t.ones({ 2, 'f64' })", "ones: wanted a list of extents as shape, got string as element 2" },
  { "t.zeros({ 1, 1, 1, 1, 1, 1, 1 })", "zeros: rank is at most 6, got 7" },
  {
    "t.tensor('a')",
    "tensor: wanted a number, a boolean or nested tables of them as value, got string",
  },
  { "t.tensor({ { 1 }, { 1, 2 } })", "tensor: element 2: wanted a table of 1 elements, got 2" },
  { "t.tensor({ 1, 'a' })", "tensor: element 2: wanted a number, got string" },
  {
    "t.tensor({ 1, [3] = 3 })",
    "tensor: wanted a list without gaps, got one with the key 3 after 1 elements",
  },
  {
    "t.tensor({ { 1 }, { 2, a = 1 } })",
    "tensor: wanted a list without gaps, got one with the key a after 1 elements",
  },
  {
    "t.concat({ x, [0.5] = x })",
    "concat: wanted a list without gaps, got one with the key 0.5 after 1 elements",
  },
  {
    "x:index_select(1, { 1, [3] = 1 })",
    "index_select: wanted a list without gaps, got one with the key 3 after 1 elements",
  },
  {
    "x:permute({ 1, 2, [x] = 1 })",
    "permute: wanted a list without gaps, got one with the key userdata after 2 elements",
  },
  { "t.tensor({ x })", "tensor: element 1: wanted a number, got a tensor" },
  { "t.tensor({ { 1 }, 2 })", "tensor: element 2: wanted a table of 1 elements, got 2" },
  { "t.tensor({ { { { { { { 1 } } } } } } })", "tensor: tables nest deeper than the rank of 6" },
  { "t.tensor(1, 'f16')", "tensor: wanted bool, i32, i64, f32 or f64 as dtype, got f16" },
  { "t.tensor(1, x)", "tensor: wanted bool, i32, i64, f32 or f64 as dtype, got a tensor" },
  { "t.full_like(x)", "full_like: wanted a number as value, got nil" },
  { "t.ones_like(x, 'f16')", "ones_like: wanted bool, i32, i64, f32 or f64 as dtype, got f16" },
  { "t.zeros_like(1)", "zeros_like: wanted a tensor as x, got 1" },
  { "t.randn({ 2 })", "randn: wanted a place of hyla.rng as rng, got nil" },
  { "t.uniform({ 2 }, 1, 0)", "uniform: wanted a place of hyla.rng as rng, got 1" },
  { "t.uniform({ 2 })", "uniform: wanted a place of hyla.rng as rng, got nil" },
  { "t.gumbel({ 2 }, 1)", "gumbel: wanted a place of hyla.rng as rng, got 1" },
  { "t.exponential('a', r)", "exponential: wanted a list of extents as shape, got string" },
  { "t.randint(1, 0, { 2 }, r)", "randint wants low <= high between -2^52 and 2^52, got 1 and 0" },
  { "t.randint(1, 2, { 2 })", "randint: wanted a place of hyla.rng as rng, got nil" },
  { "t.permutation(3)", "permutation: wanted a place of hyla.rng as rng, got nil" },
  { "t.bernoulli(x)", "bernoulli: wanted a place of hyla.rng as rng, got nil" },
  { "t.categorical(x)", "categorical: wanted a place of hyla.rng as rng, got nil" },
  { "t.dropout(x, 2, r)", "dropout wants a probability, got 2" },
  { "t.dropout(x, 0.5)", "dropout: wanted a place of hyla.rng as rng, got nil" },
  { "x:add(y, 'a')", "add: wanted a number as alpha, got string" },
  { "x:add(y, { factor = 2 })", "add: wanted a number as alpha, got nil" },
  { "x:mul(x, 2)", "mul takes at most 2 arguments, got 3" },
  { "x:add(x, 2, 3)", "add takes at most 3 arguments, got 4" },
  { "x:mul_(x, 2)", "mul_ takes no alpha" },
  { "x:sub_(x, y)", "sub_: wanted a number as alpha, got a tensor" },
  { "x:exp(1)", "exp takes at most 1 argument, got 2" },
  { "x.exp()", "exp: wanted a tensor as x, got nil" },
  { "t.exp(3)", "exp: wanted a tensor as x, got 3" },
  { "x:copy_(y)", "copy_: [4, 5] does not fit into [2, 3]" },
  { "x:fill_('a')", "fill_: wanted a tensor or a number as value, got string" },
  { "x:fill_(y)", "fill_: [4, 5] does not fit into [2, 3]" },
  { "x:clamp_(x)", "clamp_: wanted a number as min, got a tensor" },
  { "x:clamp_(0, 'a')", "clamp_: wanted a number as max, got string" },
  { "x:clamp_('a')", "clamp_: wanted a number as min, got string" },
  { "x:clamp()", "clamp wants a bound: min, max or both" },
  { "x:leaky_relu('a')", "leaky_relu: wanted a number as slope, got string" },
  { "x:silu(1)", "silu takes at most 1 argument, got 2" },
  { "t.pow(2, 3)", "pow wants a tensor, got two numbers" },
  { "t.where(x, y, 1)", "where: shapes do not broadcast: [2, 3] and [4, 5]" },
  { "t.where(1, x, x)", "where: wanted a tensor as condition, got 1" },
  { "x:masked_fill(y, 1)", "masked_fill: shapes do not broadcast: [4, 5] and [2, 3]" },
  { "x:masked_fill(x)", "masked_fill: wanted a tensor or a number as value, got nil" },
  { "x:nonzero(1)", "nonzero takes at most 1 argument, got 2" },
  { "x:logical_not(x)", "logical_not takes at most 1 argument, got 2" },
  { "x:isnan(1)", "isnan takes at most 1 argument, got 2" },
  { "x:isinf(1)", "isinf takes at most 1 argument, got 2" },
  { "x:isfinite(1)", "isfinite takes at most 1 argument, got 2" },
  { "t.full({ 2 }, 1, 'i32'):remainder(0)", "remainder: element 1 of the divisor is 0" },
  { "t.full({ 2 }, 1, 'i32'):floor_divide(0)", "floor_divide: element 1 of the divisor is 0" },
  { "x:norm('a')", "norm: wanted a number as p, got string" },
  { "x:norm(2, 9)", "norm: no axis 9 among 2" },
  { "x:sum(1, 2)", "sum: wanted true or false as keepdim, got 2" },
  { "x:sum({ axes = 1 })", "sum takes no argument of the name axes here" },
  { "t.zeros({ 0 }):amax()", "amax wants at least one element" },
  { "t.zeros({ 0 }):max()", "max wants at least one element" },
  { "t.zeros({ 0 }):argmax()", "argmax wants at least one element" },
  { "x:var(1, 'a')", "var: wanted a number as correction, got string" },
  { "x:quantile(2)", "quantile wants a q from 0 to 1, got 2" },
  { "x:quantile()", "quantile: wanted a number as q, got nil" },
  { "x:quantile(1, 9)", "quantile: no axis 9 among 2" },
  { "x:std(1, 0, 1)", "std: wanted true or false as keepdim, got 1" },
  { "x:matmul(x)", "matmul inner extents differ: 3 and 2" },
  { "x:matmul(s)", "matmul wants ranks of at least 1, got 2 and 0" },
  { "v:matmul(x)", "matmul inner extents differ: 3 and 2" },
  { "x:matmul(2)", "matmul: wanted a tensor as b, got 2" },
  {
    "t.zeros({ 2, 2, 3 }):matmul(t.zeros({ 3, 3, 2 }))",
    "matmul: shapes do not broadcast: [2] and [3]",
  },
  { "x:linear(x)", "linear wants [..., k] and [k, n], got [2, 3] and [2, 3]" },
  { "x:linear(x:transpose(), v)", "linear wants a bias of [2], got [3]" },
  { "x:linear(x:transpose(), nil, 'abs')", 'linear knows no activation "abs"' },
  { "t.einsum('ij,jk', x, x)", "einsum: j has the extents 3 and 2" },
  { "t.einsum('ij', x, x)", "einsum: the equation is of 1 operands (at most 16), got 2" },
  { "t.einsum('i', x)", "einsum: 1 letters for operand 1, which has rank 2" },
  { "t.einsum('ij->k', x)", "einsum: k is in no operand" },
  { "t.einsum('i;j', x)", "einsum: wanted a letter at character 2 of the equation" },
  { "x:dot(v)", "dot wants two vectors of one length, got [2, 3] and [3]" },
  { "v:dot(m:select(1, 1))", "dot wants two vectors of one length, got [3] and [2]" },
  { "x:outer(v)", "outer wants two vectors, got [2, 3] and [3]" },
  { "v:trace()", "trace wants a matrix, got rank 1" },
  { "x:tril('a')", "tril: wanted a whole number as offset, got string" },
  { "x:triu(0.5)", "triu: wanted a whole number as offset, got 0.5" },
  { "x:cholesky()", "cholesky wants a square matrix, got 2 by 3" },
  { "(-m):cholesky()", "cholesky: matrix 1 of 1 is not positive definite at pivot 1" },
  { "x:det()", "det wants a square matrix, got 2 by 3" },
  { "x:slogdet()", "slogdet wants a square matrix, got 2 by 3" },
  { "x:eigh()", "eigh wants a square matrix, got 2 by 3" },
  { "x:inverse()", "inverse wants a square matrix, got 2 by 3" },
  { "t.zeros({ 2, 2 }):inverse()", "inverse: matrix 1 of 1 is singular at pivot 1" },
  { "v:inverse()", "inverse wants a matrix, got rank 1" },
  { "m:solve(v)", "solve: [3, 1] does not fit the rows of [2, 2]" },
  { "x:solve(x)", "solve wants a square matrix, got 2 by 3" },
  { "m:solve_triangular(m)", "solve_triangular: wanted true or false as upper, got nil" },
  { "m:solve_triangular(y, true)", "solve_triangular: [4, 5] does not fit the rows of [2, 2]" },
  { "x:lstsq(y)", "lstsq: [4, 5] does not fit the rows of [2, 3]" },
  { "v:diag_embed(1)", "diag_embed takes at most 1 argument, got 2" },
  { "x:diag(0.5)", "diag: wanted a whole number as offset, got 0.5" },
  { "x:diagonal(1, 1)", "diagonal wants two axes of 2 that differ" },
  { "t.zeros({ 1, 1, 1 }):diag()", "diag wants a vector or a matrix, got rank 3" },
  { "x:layer_norm(y)", "layer_norm wants a weight and a bias of [3], got [4, 5]" },
  { "s:layer_norm()", "layer_norm wants an axis, got a scalar" },
  { "x:batch_norm(y)", "batch_norm: shapes do not broadcast: [2, 3] and [20]" },
  { "v:batch_norm()", "batch_norm wants [n, c, ..], got rank 1" },
  { "x:cross_entropy(v)", "cross_entropy wants logits [n, k] and classes [n], got [2, 3] and [3]" },
  { "x:cross_entropy({ 1, 4 })", "cross_entropy: class 4 at place 2 is not one of 3" },
  { "x:cross_entropy({ 1, 0.5 })", "cross_entropy: index 0.5 is not a whole number" },
  { "x:nll({ 1, 4 })", "nll: index 4 at place 2 is not one of 3" },
  { "x:nll(x)", "nll wants log-probabilities [n, k] and classes [n], got [2, 3] and [2, 3]" },
  { "x:nll({ 1 })", "nll wants log-probabilities [n, k] and classes [n], got [2, 3] and [1]" },
  { "x:bce(y)", "bce: shapes do not broadcast: [4, 5] and [2, 3]" },
  { "x:bce_with_logits(y)", "bce_with_logits: shapes do not broadcast: [4, 5] and [2, 3]" },
  { "x:huber(x, 0)", "huber wants a delta above 0, got 0" },
  { "t.bernoulli(t.full({ 2 }, 1.5), r)", "bernoulli wants probabilities, got 1.5 at place 1" },
  { "x:huber(x, 'a')", "huber: wanted a number as delta, got string" },
  {
    "x:conv1d(y)",
    "conv1d wants x [n, c, ..] and weight [out, c / groups, ..] of rank 3, got [2, 3] and [4, 5]",
  },
  {
    "x:conv2d(y)",
    "conv2d wants x [n, c, ..] and weight [out, c / groups, ..] of rank 4, got [2, 3] and [4, 5]",
  },
  {
    "t.zeros({ 1, 2, 4 }):conv1d(t.zeros({ 1, 3, 2 }))",
    "conv1d: 2 channels in 1 groups do not fit a weight [1, 3, 2]",
  },
  {
    "t.zeros({ 1, 2, 4 }):conv1d(t.zeros({ 1, 2, 5 }))",
    "conv1d: 5 elements, 1 apart, do not fit an extent of 4 padded by 0",
  },
  {
    "t.zeros({ 1, 2, 4 }):conv1d(t.zeros({ 1, 2, 2 }), v)",
    "conv1d wants a bias of 1 elements, got [3]",
  },
  { "x:max_pool1d(9)", "max_pool1d: 9 elements, 1 apart, do not fit an extent of 3 padded by 0" },
  {
    "x:max_pool2d(0)",
    "max_pool2d wants a whole number of at least 1, or 2 of them, as kernel_size",
  },
  { "x:avg_pool1d('a')", "avg_pool1d: wanted a list of whole numbers as kernel_size, got string" },
  { "v:avg_pool2d(2)", "avg_pool2d wants a rank from 2 to 5, got 1" },
  { "x:unfold(1, 3)", "unfold: windows of 3 elements, 1 apart, do not fit an extent of 2" },
  { "x:unfold(1, 1, 0)", "unfold wants a size, stride and dilation of at least 1, got 1, 0, 1" },
  { "x:reshape(4)", "reshape: the 6 elements of [2, 3] do not fill [4]" },
  { "x:reshape(-1, -1)", "reshape: wanted at most one extent of -1" },
  { "x:reshape('a')", "reshape: wanted a list of extents as shape, got string" },
  { "x:reshape(2, 'a')", "reshape: wanted a list of extents as shape, got string as element 2" },
  { "x:expand(4, 3)", "expand: [2, 3] does not broadcast to [4, 3]" },
  { "x:permute({ 1, 1 })", "permute wants each of the 2 axes once" },
  { "x:permute({ 1 })", "permute wants each of the 2 axes once" },
  {
    "x:narrow(2, 3, 2)",
    "narrow: 2 elements from element 3 on, 1 apart, do not fit an extent of 3",
  },
  { "x:narrow(2, 0, 1)", "narrow: positions count from 1, got 0" },
  { "x:slice(2, 1, 2, 0)", "slice wants a step of at least 1, got 0" },
  { "x:select(2, 4)", "select: no position 4 among 3" },
  { "x:select(2, 0)", "select: no position 0 among 3" },
  { "x:split(0)", "split: 2 positions do not fall into pieces of 0" },
  { "x:split({ 1, 2 })", "split wants sizes that add up to 2" },
  { "x:chunk(0)", "chunk: 2 positions do not fall into pieces of 0" },
  { "x:squeeze(1)", "squeeze wants axes of extent 1, got others of [2, 3]" },
  { "x:unsqueeze(4)", "unsqueeze: no axis 4 among 3" },
  { "x:flatten(2, 1)", "flatten: axis 2 comes after axis 1" },
  { "x:roll(1)", "roll: wanted an axis as axis, got nil" },
  { "x:roll(0.5, 1)", "roll: wanted a whole number as shift, got 0.5" },
  { "x:tile({ 2 })", "tile wants one count per axis, 2, got 1" },
  { "x:repeat_interleave(2)", "repeat_interleave: wanted an axis as axis, got nil" },
  {
    "x:repeat_interleave(-1, 1)",
    "repeat_interleave: wanted a whole number of at least 0 as count, got -1",
  },
  { "x:pad({ 1 })", "pad wants pairs of widths, at most 2, got 1 numbers" },
  { "x:pad({ -1, 0 })", "pad wants widths of at least 0" },
  { "t.concat({ x, y })", "concat: [4, 5] does not fit beside [2, 3]" },
  { "t.concat({})", "concat: wanted a list of at least one tensor as list, got an empty table" },
  { "t.concat({ x, 1 })", "concat: element 2 of list: wanted a tensor, got 1" },
  { "t.concat({ x, x }, 3)", "concat: no axis 3 among 2" },
  { "t.stack({ x, y })", "stack: [1, 4, 5] does not fit beside [1, 2, 3]" },
  { "t.stack({ x }, 4)", "stack: no axis 4 among 3" },
  { "t.meshgrid({ x })", "meshgrid wants vectors, at most 6" },
  {
    "t.meshgrid({})",
    "meshgrid: wanted a list of at least one tensor as list, got an empty table",
  },
  { "x:gather(1, y)", "gather: index [4, 5] does not fit [2, 3]" },
  { "x:gather(1, { { 3, 1, 1 } })", "gather: index 3 at place 1 is not one of 2" },
  { "x:gather(1, { { 0.5, 1, 1 } })", "gather: index 0.5 is not a whole number" },
  { "x:scatter_add(1, { { 1, 1, 1 } }, y)", "scatter_add: index [1, 3] does not fit [4, 5]" },
  { "x:scatter_add(1, x)", "scatter_add: wanted a tensor as source, got nil" },
  { "x:scatter(1, { { 3, 1, 1 } }, 0)", "scatter: index 3 at place 1 is not one of 2" },
  { "x:scatter(1, { { 1, 1, 1 } }, y)", "scatter: [4, 5] does not broadcast to [1, 3]" },
  { "x:scatter(1, { { 1, 1, 1 } })", "scatter: wanted a tensor or a number as source, got nil" },
  { "x:index_add(1, { 1, 2 }, y)", "index_add: index [2] and source [4, 5] do not fit" },
  { "x:index_add(1, { 3 }, t.ones(1, 3))", "index_add: index 3 at place 1 is not one of 2" },
  { "x:index_add(1, { 1 })", "index_add: wanted a tensor as source, got nil" },
  { "x:index_select(1, { 3 })", "index_select: index 3 at place 1 is not one of 2" },
  { "x:index_select(1, x)", "index_select wants an index of rank 1 and one of 2 axes, got rank 2" },
  { "x:embedding({ 3 })", "embedding: index 3 at place 1 is not one of 2" },
  { "v:embedding('a')", "embedding: wanted a tensor or a table of positions as index, got string" },
  { "t.one_hot({ 1, 3 }, 2)", "one_hot: index 3 at place 2 is not one of 2" },
  { "t.one_hot({ 1 })", "one_hot: wanted a whole number of at least 0 as count, got nil" },
  { "x:topk(9)", "topk: 9 elements from element 1 on, 1 apart, do not fit an extent of 3" },
  { "x:topk(-1)", "topk: wanted a whole number of at least 0 as k, got -1" },
  { "x:sort('a')", "sort: wanted an axis as axis, got string" },
  { "x:cumsum()", "cumsum: wanted an axis as axis, got nil" },
  { "x:to('f16')", "to: wanted bool, i32, i64, f32 or f64 as dtype, got f16" },
  { "x:to()", "to: wanted bool, i32, i64, f32 or f64 as dtype, got nil" },
  { "x:item()", "item wants one element, got shape [2, 3]" },
  { "x:size(3)", "size: no axis 3 among 2" },
  { "x:size(0.5)", "size: no axis 0.5 among 2" },
  { "x:size('a')", "size: wanted a number as axis, got string" },
  { "x:item(1)", "item wants 2 indices, got 1" },
  { "x:item(3, 1)", "item: index 3 is not one of 2 along axis 1" },
  { "x:item(1, 1.5)", "item: index 1.5 is not one of 3 along axis 2" },
  { "x:item('a', 1)", "item: wanted a number as index, got string" },
  { "x:to('i64'):requires_grad()", "requires_grad wants a float, got i64" },
  { "x:grad(x)", "grad wants one element or a seed, got shape [2, 3]" },
  { "t.grad('a')", "grad: wanted a tensor as y, got string" },
  { "x:sum():grad(x, 2)", "grad: wanted a tensor as seed, got 2" },
  { "x:sum():grad(x)", "grad wants recorded tensors: number 1 is not (see requires_grad)" },
  { "x:requires_grad():grad(x)", "grad wants one element or a seed, got shape [2, 3]" },
  { "x:requires_grad():sum():grad({ 1 })", "grad wants tensors and tables of them, got 1" },
  { "x:sources(x)", "sources wants a recorded tensor to start from" },
  { "x:sources()", "sources: wanted a tensor as since, got nil" },
  { "t.custom(x)", "custom: wanted a list of tensors as inputs, got nil" },
  { "t.custom(x, { x }, 1)", "custom: wanted a function as backward, got 1" },
  { "t.custom(x, { 1 }, print)", "custom: element 1 of inputs: wanted a tensor, got 1" },
  { "t.threads('a')", "threads: wanted a whole number as count, got string" },
  { "t.threads(0)", "threads: wanted 1 to 64 threads, got 0" },
  { "r:uniform('a')", "rng:uniform: wanted a number as low, got string" },
  { "r:integer(0)", "rng:integer: wanted a number of at least 1 as count, got 0" },
  { "r.integer(3)", "rng:integer: wanted a place of hyla.rng as rng, got 3" },
  { "r:split()", "rng:split: wanted a string or a number as name, got nil" },
  { "x + 'a'", "add: wanted a tensor or a number as b, got string" },
  { "x[1]", "a tensor is not indexed by [1]: x:select(1, 1) is a tensor, x:item(1) a number" },
  { "x.state", "a tensor has no state" },
  { "x:view(3, 2)", "a tensor has no view" },
  { "x[x]", "a tensor has no userdata" },
  { "nil + x", "add: wanted a tensor or a number as a, got nil" },
  { "x - true", "sub: wanted a tensor or a number as b, got boolean" },
  { "x + y", "add: shapes do not broadcast: [2, 3] and [4, 5]" },
  { "x % y", "remainder: shapes do not broadcast: [2, 3] and [4, 5]" },
}

--- Adds what is said about each of some functions.
local function add(names, call, message)
  for name in names:gmatch("%S+") do
    MISTAKES[#MISTAKES + 1] = { call:format(name), message:format(name) }
  end
end

add(PAIRS, "t.%s(x, y)", "%s: shapes do not broadcast: [2, 3] and [4, 5]")
add("add_ sub_ mul_ div_", "x:%s(y)", "%s: shapes do not broadcast: [2, 3] and [4, 5]")
add(OF_AXIS, "x:%s(9)", "%s: no axis 9 among 2")
add(OF_TENSOR, "t.%s('a')", "%s: wanted a tensor as x, got string")

--- Returns the message of a call that fails on the second line of a script.
local function failure(call)
  local names, values = {}, {}
  for name, value in pairs(VALUES) do
    names[#names + 1] = name
    values[#values + 1] = value
  end
  local source = "local t, %s = ...\nlocal _ = %s"
  local run = assert(loadstring(source:format(table.concat(names, ", "), call), "=script"))
  local ok, message = pcall(run, t, unpack(values))
  return not ok and message or "nothing"
end

function T.a_mistake_is_one_line_with_its_place()
  for _, mistake in ipairs(MISTAKES) do
    local message = failure(mistake[1])
    if message ~= "script:2: " .. mistake[2] then
      error(("%s: expected %q, got %q"):format(mistake[1], mistake[2], message))
    end
    check.falsy(message:find("\n"))
  end
end

function T.elements_are_not_written_by_index()
  local ok, message = pcall(function() VALUES.x[2] = 1 end)
  check.equal(ok, false)
  check.contains(message, "a tensor is not written by [2]: x:select(1, 1):copy_(y) writes a part")
end

function T.a_tensor_of_a_scope_is_called_a_tensor_too()
  local message = t.scope(function()
    return select(2, pcall(function() return t.ones({ 1 }):sum(t.ones({ 1 })) end))
  end)
  check.contains(message, "sum: wanted an axis or a list of axes as axis, got a tensor")
end

function T.every_function_is_called_by_mistake()
  local seen = {}
  for _, mistake in ipairs(MISTAKES) do
    for name in mistake[1]:gmatch("[.:]([%w_]+)%(") do
      seen[name] = true
    end
  end
  for name, value in pairs(t) do
    if type(value) == "function" and not seen[name] and not NEVER_FAIL[name] then
      error("no mistake with " .. name)
    end
  end
end

return T
