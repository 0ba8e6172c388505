--- runtime/script/bind_tensor_images.c

local check = require("tests.support.check")
local t = require("hyla.tensor")

local T = {}

local image = t.arange(16):reshape(1, 1, 4, 4)
local row = t.arange(5):reshape(1, 1, 5)

local same, fails = check.prints, check.fails

function T.images_are_convolved()
  local weight = t.ones({ 1, 1, 3, 3 })
  same(image:conv2d(weight):reshape(2, 2), "[[54 63]\n [90 99]]")
  local with = { padding = 1, stride = { 2, 3 }, dilation = 1 }
  same(t.conv2d(image, weight, t.tensor({ 1 }), with):reshape(2, 2), "[[15 23]\n [58 70]]")
  local groups = t.concat({ image, image }, 2):conv2d(t.ones({ 2, 1, 4, 4 }), { groups = 2 })
  same(groups:reshape(2), "[136 136]")
end

function T.rows_are_convolved()
  local weight = t.tensor({ { { 1, -1 } } })
  same(row:conv1d(weight, { padding = 1 }):squeeze(), "[-1 -1 -1 -1 -1  5]")
  same(row:conv1d(weight, { dilation = 2 }):squeeze(), "[-2 -2 -2]")
end

function T.windows_are_pooled()
  same(image:max_pool2d(2):reshape(2, 2), "[[ 6  8]\n [14 16]]")
  same(image:avg_pool2d({ 2, 4 }):reshape(2), "[ 4.5 12.5]")
  same(image:max_pool2d({ kernel_size = 3, stride = 2, padding = 1 }):reshape(2, 2),
    "[[ 6  8]\n [14 16]]")
  same(row:max_pool1d(2, 1):squeeze(), "[2 3 4 5]")
  same(row:avg_pool1d(3, { stride = 1 }):squeeze(), "[2 3 4]")
end

function T.windows_unfold_along_an_axis()
  same(t.arange(6):unfold(1, 3, 2), "[[1 2 3]\n [3 4 5]]")
  same(t.arange(4):reshape(2, 2):unfold(1, 2):squeeze(), "[[1 3]\n [2 4]]")
end

function T.a_convolution_has_gradients_of_gradients()
  local weight = t.ones({ 1, 1, 2, 2 }):requires_grad()
  local loss = (image:conv2d(weight) ^ 2):sum()
  local first = loss:grad({ weight })[1]
  local second = first:sum():grad({ weight })[1]
  -- the loss is quadratic: its first derivative at 1 is the row sums of its second
  same(first - second, "[[[[0 0]\n   [0 0]]]]")
end

function T.extents_that_do_not_fit_are_named()
  fails("conv2d: 5 elements, 1 apart, do not fit an extent of 4 padded by 0",
    image.conv2d, image, t.ones({ 1, 1, 5, 5 }))
  fails("conv2d wants a whole number of at least 1, or 2 of them, as stride",
    image.conv2d, image, image, { stride = { 1, 2, 3 } })
  fails("max_pool1d wants a whole number of at least 0, or 1 of them, as padding",
    row.max_pool1d, row, 2, { padding = -1 })
  fails("conv1d wants x [n, c, ..] and weight [out, c / groups, ..] of rank 3, got [1, 1, 4, 4] " ..
    "and [1, 1, 5]", image.conv1d, image, row)
end

return T
