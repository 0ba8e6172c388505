--- runtime/script/bind_tensor_linalg.c

local check = require("tests.support.check")
local t = require("hyla.tensor")

local T = {}

local a = t.tensor({ { 4, 2 }, { 2, 5 } }, "f64")

local same, fails = check.prints, check.fails

function T.a_cholesky_factor_is_lower_or_upper()
  same(a:cholesky(), "[[2 0]\n [1 2]] dtype=f64")
  same(a:cholesky({ upper = true }), "[[2 1]\n [0 2]] dtype=f64")
  fails("cholesky: matrix 1 of 1 is not positive definite at pivot 2",
    t.cholesky, t.tensor({ { 1, 2 }, { 2, 1 } }))
end

function T.equations_are_solved()
  local b = t.tensor({ 8, 12 }, "f64")
  same(a:solve(b), "[1 2] dtype=f64")
  same(a:inverse():matmul(b:unsqueeze(2)):squeeze(), "[1 2] dtype=f64")
  local lower = a:cholesky()
  same(lower:solve_triangular(t.tensor({ { 2 }, { 5 } }, "f64"), false), "[[1]\n [2]] dtype=f64")
  fails("solve: matrix 1 of 1 is singular at pivot 2", t.solve, t.ones({ 2, 2 }), t.ones({ 2 }))
end

function T.too_many_equations_are_fitted()
  local line = t.tensor({ { 1, 0 }, { 1, 1 }, { 1, 2 } }, "f64")
  local fit = line:lstsq(t.tensor({ 1, 3, 5 }, "f64"))
  check.truthy(math.abs(fit:item(1) - 1) < 1e-12 and math.abs(fit:item(2) - 2) < 1e-12)
end

function T.eigenvalues_ascend_above_columns_of_vectors()
  local values, vectors = t.tensor({ { 2, 0 }, { 0, 1 } }):eigh()
  same(values, "[1 2]")
  same(vectors:abs(), "[[0 1]\n [1 0]]")
end

function T.determinants_come_whole_or_in_parts()
  local sign, logarithm = t.tensor({ { 0, 1 }, { 1, 0 } }):slogdet()
  check.equal(sign:item(), -1)
  check.equal(logarithm:item(), 0)
  check.truthy(math.abs(a:det():item() - 16) < 1e-12)
end

function T.equations_of_letters_sum_products()
  same(t.einsum("ij,jk->ik", t.eye(2), t.ones({ 2, 3 })), "[[1 1 1]\n [1 1 1]]")
  same(t.einsum("i,i,i", t.arange(2), t.arange(2), t.arange(2)), "9")
  same(t.einsum("...i->...", t.ones({ 2, 3 })), "[3 3]")
  fails("einsum: j has the extents 3 and 2", t.einsum, "ij,jk", t.ones({ 2, 3 }), t.eye(2))
  fails("einsum: wanted a tensor as a, got nil", t.einsum, "i")
end

function T.diagonals_are_taken_and_summed()
  same(a:diagonal(), "[4 5] dtype=f64")
  same(t.ones({ 2, 3, 2 }):diagonal(1, 3):sum(2), "[2 2 2]")
  check.equal(a:trace():item(), 9)
  check.equal(t.tensor({ { 1, 2, 3 }, { 4, 5, 6 } }):trace():item(), 6)
  same(t.tensor({ 1, 2 }):outer(t.tensor({ 3, 4 })), "[[3 4]\n [6 8]]")
end

function T.solutions_have_gradients()
  local x = a:requires_grad()
  local grad = x:slogdet()
  local _, logarithm = x:slogdet()
  check.equal(grad:is_recorded(), false)
  check.truthy((logarithm:grad(x) - a:inverse()):abs():max():item() < 1e-12)
end

function T.vectors_have_a_dot_product()
  check.equal(t.tensor({ 1, 2 }):dot(t.tensor({ 3, 4 })):item(), 11)
  check.equal(t.tensor({ 1, 2 }, "i64"):dot(t.tensor({ 3, 4 }, "i64")):item(), 11)
end

return T
