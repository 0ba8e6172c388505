-- expect: bad_output
return function() return table.maxn({ [math.huge] = 1, [2 ^ 60] = 1 }) < math.huge end
