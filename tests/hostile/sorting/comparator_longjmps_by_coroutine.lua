-- expect: error
-- An error in a thread inside the comparator leaves the sort in the middle of a swap.
return function(x)
  table.sort({ 3, 2, 1 }, function() return coroutine.wrap(error)("out") end)
  return x
end
