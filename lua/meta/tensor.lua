---@meta hyla.tensor

--- Tensors: arrays of numbers with gradients of any order.
---
--- Axes and positions count from 1; a negative axis counts from the last. Shapes broadcast by
--- NumPy's rules. Wherever two operands are named, one of them may be a plain number. Mistakes are
--- Lua errors.
--- The last arguments of a call may be given by name: x:sum({ axis = 1, keepdim = true }).
---
--- Element types are "bool", "i32", "i64", "f32" (the default, also of `arange`) and "f64". They
--- mix as in PyTorch: of two the later one in this list wins. A number takes the type of the tensor
--- beside it if that holds it, else i64, else (a fraction beside whole numbers) f32. `/`, `exp`,
--- softmax, mean and the like make f32 of whole numbers; sums of bool and i32 are i64, positions
--- are i64, comparisons give bool. Whole numbers wrap around. Only floats are recorded.
---
--- A tensor is recorded when it is a leaf (`requires_grad`) or made from a recorded tensor by an op
--- that has a derivative. It keeps alive what it was made from, and nothing else does: a training
--- loop that must not grow a graph starts each step from `x:detach():requires_grad()`.
---@class hyla.tensor
local M = {}

---@class Tensor
---@operator add(Tensor|number): Tensor
---@operator sub(Tensor|number): Tensor
---@operator mul(Tensor|number): Tensor
---@operator div(Tensor|number): Tensor
---@operator mod(Tensor|number): Tensor
---@operator pow(Tensor|number): Tensor
---@operator unm: Tensor
local Tensor = {}

---@alias Axes integer | integer[]
---@alias Dtype "bool" | "i32" | "i64" | "f32" | "f64"

-- What makes tensors

--- Returns a tensor of the number or boolean, or of nested tables of equal lengths. Booleans make
--- a bool tensor unless a type is named.
---@param value number | boolean | table
---@param dtype? Dtype
---@return Tensor
function M.tensor(value, dtype) end

--- A shape is a list; where no number follows it, its extents may be arguments: t.zeros(2, 3).
---@param shape integer[]
---@param dtype? Dtype
---@return Tensor
---@overload fun(...: integer | Dtype): Tensor
function M.zeros(shape, dtype) end

---@param shape integer[]
---@param dtype? Dtype
---@return Tensor
---@overload fun(...: integer | Dtype): Tensor
function M.ones(shape, dtype) end

---@param shape integer[]
---@param value number
---@param dtype? Dtype
---@return Tensor
function M.full(shape, value, dtype) end

--- Returns zeros in the shape of a tensor, and in its type unless another is given.
---@param x Tensor
---@param dtype? Dtype
---@return Tensor
function M.zeros_like(x, dtype) end

---@param x Tensor
---@param dtype? Dtype
---@return Tensor
function M.ones_like(x, dtype) end

---@param x Tensor
---@param value number
---@param dtype? Dtype
---@return Tensor
function M.full_like(x, value, dtype) end

--- Returns `count` numbers from `first` to `last`, evenly apart.
---@param first number
---@param last number
---@param count integer
---@param dtype? Dtype
---@return Tensor
function M.linspace(first, last, count, dtype) end

--- Returns 1 .. count.
---@param count integer
---@param dtype? Dtype
---@return Tensor
function M.arange(count, dtype) end

--- Returns the unit matrix.
---@param count integer
---@param dtype? Dtype
---@return Tensor
function M.eye(count, dtype) end

--- Returns rows of zeros with a 1 at the class: [n] -> [n, count].
---@param classes Tensor | integer[]  From 1.
---@param count integer
---@param dtype? Dtype
---@return Tensor
function M.one_hot(classes, count, dtype) end

-- What joins them

--- Joins tensors along an axis that they have, by default the first.
---@param list Tensor[]
---@param axis? integer
---@return Tensor
function M.concat(list, axis) end

--- Joins tensors of one shape along a new axis, by default the first.
---@param list Tensor[]
---@param axis? integer
---@return Tensor
function M.stack(list, axis) end

--- Returns each of the vectors along an axis of its own, repeated along those of the others (the
--- indexing "ij" of PyTorch).
---@param list Tensor[]  At most six.
---@return Tensor[]
function M.meshgrid(list) end

-- What records what Lua computes

--- Returns the elements of `y`, recorded as a function of the inputs: in a backward pass,
--- `backward(grad, y, inputs)` returns the list of their gradients, nil standing for zero. Tensors
--- that it makes live until it returns. See hyla.autodiff.custom, which is made of this.
---@param y Tensor
---@param inputs Tensor[]
---@param backward fun(grad: Tensor, y: Tensor, inputs: Tensor[]): table<integer, Tensor>
---@return Tensor
function M.custom(y, inputs, backward) end

-- What is about the state as a whole

---@param value any
---@return boolean
function M.is_tensor(value) end

--- Returns the bytes that tensors use, the bytes that the cache holds, and the live tensors.
---@return integer in_use, integer held, integer tensors
function M.memory() end

--- Sets how many threads of this process share large calls, if a count is given, and returns it; 1
--- until it is set. Results are the same, bit by bit, with any number. Candidates have one thread.
---@param count? integer
---@return integer
function M.threads(count) end

--- Calls a function while nothing is recorded and returns its results.
---@generic R
---@param call fun(...): R
---@param ... any
---@return R
function M.no_grad(call, ...) end

--- Returns the function that does what `f` does, noted once: the first call with arguments of given
--- shapes runs `f`, later ones do the same steps on tensors without running Lua.
--- `hyla.autodiff.compile` says what such a function must be like; this one passes no gradients, so
--- a result that would be recorded is an error.
---@generic F : function
---@param f F
---@param recorded? function  Called instead, with the same arguments, when gradients are recorded
--- and one of the arguments is.
---@return F
function M.compile(f, recorded) end

--- Calls a function and returns its results. Meanwhile a NaN that an op makes of inputs without one
--- is an error that names the op and the line of Lua, and in a backward pass the op whose gradient
--- it is and the line where that op was called: "the gradient of sqrt, called at agent.lua:12, is
--- NaN". Inf is no error: masks are made of it. For finding mistakes: every result is looked at.
---@generic R
---@param call fun(...): R
---@param ... any
---@return R
function M.anomaly(call, ...) end

--- Calls a function while ops record, also inside no_grad, and returns its results.
---@generic R
---@param call fun(...): R
---@param ... any
---@return R
function M.enable_grad(call, ...) end

--- Returns whether ops on recorded tensors are recorded at present.
---@return boolean
function M.is_grad_enabled() end

--- Calls a function and returns its results. Tensors in the results, also inside nested tables,
--- live on under new handles, which the tables now hold; every other tensor made meanwhile is
--- released at once. The handles of the scope are then stale: to use one is the error "tensor used
--- after its scope ended". A coroutine must not yield out of it.
---@generic R
---@param call fun(...): R
---@param ... any
---@return R
function M.scope(call, ...) end

-- Reductions: over an axis, a list of axes, or all

---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:sum(axis, keepdim) end
---@param axis? Axes
---@param keepdim? boolean
---@return Tensor
function Tensor:mean(axis, keepdim) end

-- Products, picking, losses

--- [..., m, k] x [..., k, n] -> [..., m, n]. Either may be a vector [k]; the result then lacks m
--- or n.
---@param b Tensor
---@return Tensor
function Tensor:matmul(b) end

--- Returns the rows of the last axis with mean 0 and variance 1, times a weight, plus a bias.
---@param weight? Tensor  [columns]
---@param bias? Tensor  [columns]
---@param eps? number  Added to the variance; 1e-5 by default.
---@return Tensor
function Tensor:layer_norm(weight, bias, eps) end

--- Returns f(x w + b) of x [..., k], w [k, n] and b [n]; relu, tanh and sigmoid are one operation
--- with the product.
---@param w Tensor
---@param b? Tensor
---@param activation? "none" | "relu" | "tanh" | "sigmoid" | "gelu" | "softplus"
---@return Tensor
function Tensor:linear(w, b, activation) end

--- Picks y[.., i, ..] = x[.., index[.., i, ..], ..]; other axes of the index may be 1.
---@param axis integer
---@param index Tensor | table  Positions from 1.
---@return Tensor
function Tensor:gather(axis, index) end

--- Picks positions along an axis.
---@param axis integer
---@param index Tensor | integer[]  Positions from 1.
---@return Tensor
function Tensor:index_select(axis, index) end

---@param axis? integer  The last by default.
---@return Tensor
function Tensor:softmax(axis) end
---@param axis? integer  The last by default.
---@return Tensor
function Tensor:log_softmax(axis) end

--- Returns the mean of -log softmax(logits)[i, classes[i]] for logits [n, k].
---@param classes Tensor | integer[]  [n], from 1.
---@return Tensor
function Tensor:cross_entropy(classes) end

--- Returns the mean binary cross-entropy of logits against targets in [0, 1].
---@param targets Tensor
---@return Tensor
function Tensor:bce_with_logits(targets) end

--- Returns the mean squared difference.
---@param b Tensor
---@return Tensor
function Tensor:mse(b) end

-- Shape; an extent list may also be given as arguments

--- Returns the same elements in another shape; one extent may be -1.
---@param ... integer | integer[]
---@return Tensor
function Tensor:reshape(...) end
--- Returns the tensor repeated along axes of extent 1, and along new leading axes.
---@param ... integer | integer[]
---@return Tensor
function Tensor:expand(...) end
--- Exchanges two axes, by default the last two.
---@param axis? integer
---@param other_axis? integer
---@return Tensor
function Tensor:transpose(axis, other_axis) end
--- Returns the tensor whose axes are those of this one, in the order given.
---@param ... integer | integer[]
---@return Tensor
function Tensor:permute(...) end
--- Returns positions first .. first + length - 1 along an axis.
---@param axis integer
---@param first integer
---@param length integer
---@return Tensor
function Tensor:narrow(axis, first, length) end
--- Splits an axis, by default the first, into pieces of the given size, the last of which has what
--- is left, or of the given sizes.
---@param size integer | integer[]
---@param axis? integer
---@return Tensor[]
function Tensor:split(size, axis) end
--- Splits an axis, by default the first, into at most `count` pieces of one size; the last may be
--- smaller.
---@param count integer
---@param axis? integer
---@return Tensor[]
function Tensor:chunk(count, axis) end
--- Drops axes of extent 1: those named, or all.
---@param axis? Axes
---@return Tensor
function Tensor:squeeze(axis) end
--- Adds an axis of extent 1 that becomes axis `axis`.
---@param axis integer
---@return Tensor
function Tensor:unsqueeze(axis) end
--- Returns the tensor in another element type; differentiable between floats. Numbers outside the
--- range of a whole type become the nearest inside, fractions are cut off, NaN becomes 0; as a bool
--- whatever is not 0 is true.
---@param dtype Dtype
---@return Tensor
function Tensor:to(dtype) end

-- Reading

--- Returns the only element, or the element at the given position. An i64 beyond 2^53 is no exact
--- number in Lua: that is an error, here and in `tolist`.
---@param ... integer
---@return number | boolean
function Tensor:item(...) end
--- Returns nested tables of numbers or booleans, or one of them for a scalar.
---@return table | number | boolean
function Tensor:tolist() end
---@return integer[]
function Tensor:shape() end
--- Returns the extent of an axis, or the shape without one.
---@param axis? integer
---@return integer | integer[]
function Tensor:size(axis) end
---@return integer
function Tensor:rank() end
--- The same as `rank`.
---@return integer
function Tensor:dim() end
--- Returns the number of elements.
---@return integer
function Tensor:count() end
--- The same as `count`.
---@return integer
function Tensor:numel() end
---@return Dtype
function Tensor:dtype() end
--- Whether gradients can be taken with respect to it.
---@return boolean
function Tensor:is_recorded() end

-- Gradients

--- Returns a leaf: a recorded tensor over the same elements, made from nothing. Of floats only.
---@return Tensor
function Tensor:requires_grad() end
--- Returns a tensor over the same elements that is not recorded.
---@return Tensor
function Tensor:detach() end
--- Returns the gradients with respect to recorded tensors, in a tree like the one given: a tensor,
--- a list, or nested tables. Zeros where the result does not depend on one. They are recorded
--- themselves. The result must have one element unless `seed`, its own gradient, is given.
---@param params Tree
---@param seed? Tensor
---@return Tree
function Tensor:grad(params, seed) end

--- Returns the recorded tensors older than `since` that this one was made from, directly or through
--- newer ones, each once.
---@param since Tensor  Recorded.
---@return Tensor[]
function Tensor:sources(since) end

-- Every method is a function of the module too: t.exp(x) is x:exp()

M.bce_with_logits = Tensor.bce_with_logits
M.chunk = Tensor.chunk
M.count = Tensor.count
M.cross_entropy = Tensor.cross_entropy
M.detach = Tensor.detach
M.dim = Tensor.dim
M.dtype = Tensor.dtype
M.expand = Tensor.expand
M.gather = Tensor.gather
M.grad = Tensor.grad
M.index_select = Tensor.index_select
M.is_recorded = Tensor.is_recorded
M.item = Tensor.item
M.layer_norm = Tensor.layer_norm
M.linear = Tensor.linear
M.log_softmax = Tensor.log_softmax
M.matmul = Tensor.matmul
M.mean = Tensor.mean
M.mse = Tensor.mse
M.narrow = Tensor.narrow
M.numel = Tensor.numel
M.permute = Tensor.permute
M.rank = Tensor.rank
M.requires_grad = Tensor.requires_grad
M.reshape = Tensor.reshape
M.shape = Tensor.shape
M.size = Tensor.size
M.softmax = Tensor.softmax
M.sources = Tensor.sources
M.split = Tensor.split
M.squeeze = Tensor.squeeze
M.sum = Tensor.sum
M.to = Tensor.to
M.tolist = Tensor.tolist
M.transpose = Tensor.transpose
M.unsqueeze = Tensor.unsqueeze

return M
