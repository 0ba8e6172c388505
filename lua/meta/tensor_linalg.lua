---@meta _

--- Linear algebra, in "f32" or "f64". A matrix is the last two axes of a tensor, the axes before
--- them are a batch. What factorises a matrix wants LAPACK (OpenBLAS); a matrix that has no such
--- factors is an error that names its place in the batch and the pivot.

---@class hyla.tensor
local M = {}

---@class Tensor
local Tensor = {}

--- Returns the lower L of a = L L^T, or the upper L^T. Of a matrix that is not symmetric the
--- symmetric part is taken.
---@param upper? boolean
---@return Tensor
function Tensor:cholesky(upper) end

--- Returns the determinant.
---@return Tensor
function Tensor:det() end

--- Returns the elements with equal positions along two axes, the last two by default, as a new
--- last axis.
---@param axis? integer
---@param other_axis? integer
---@return Tensor
function Tensor:diagonal(axis, other_axis) end

--- Returns the sum of the products of the elements of two vectors.
---@param b Tensor
---@return Tensor
function Tensor:dot(b) end

--- Returns the eigenvalues of a symmetric matrix, ascending, and its eigenvectors, one in each
--- column. Of a matrix that is not symmetric the symmetric part is taken. Where eigenvalues are
--- equal, only functions that do not depend on the choice of their vectors have a gradient.
---@return Tensor values
---@return Tensor vectors
function Tensor:eigh() end

--- Returns a sum of products: t.einsum("bij,bjk->bik", a, b). One letter names each axis; letters
--- that the result lacks are summed over, a letter that is repeated within an operand takes its
--- diagonal, and "..." stands for the axes without a letter, which broadcast. Without "->" the
--- result has the letters that occur once, in the order of the alphabet.
---@param equation string
---@param ... Tensor  At most nine.
---@return Tensor
function M.einsum(equation, ...) end

--- Returns the inverse; `solve` is faster and rounds less.
---@return Tensor
function Tensor:inverse() end

--- Returns the x of least |x| among those of least |a x - b|; `b` is as in `solve`. The rank of `a`
--- is found; gradients hold where it is constant.
---@param b Tensor
---@return Tensor
function Tensor:lstsq(b) end

--- Returns the products of all pairs of elements of two vectors: [m], [n] -> [m, n].
---@param b Tensor
---@return Tensor
function Tensor:outer(b) end

--- Returns the sign of the determinant and the logarithm of its size.
---@return Tensor sign
---@return Tensor logarithm
function Tensor:slogdet() end

--- Returns the x of a x = b: [.., n, n], [.., n, k] -> [.., n, k]; `b` may also be a vector [n], or
--- one for each matrix.
---@param b Tensor
---@return Tensor
function Tensor:solve(b) end

--- Returns the x of a x = b for a triangular `a`, of which the other half is not read.
---@param b Tensor  [.., n, k]
---@param upper boolean
---@return Tensor
function Tensor:solve_triangular(b, upper) end

--- Returns the sum of the diagonal of a matrix.
---@return Tensor
function Tensor:trace() end

M.cholesky = Tensor.cholesky
M.det = Tensor.det
M.diagonal = Tensor.diagonal
M.dot = Tensor.dot
M.eigh = Tensor.eigh
M.inverse = Tensor.inverse
M.lstsq = Tensor.lstsq
M.outer = Tensor.outer
M.slogdet = Tensor.slogdet
M.solve = Tensor.solve
M.solve_triangular = Tensor.solve_triangular
M.trace = Tensor.trace

return M
