-- expect: ok|bad_output
return function() return table.maxn({ [math.huge] = 1, [2 ^ 60] = 1 }) end
