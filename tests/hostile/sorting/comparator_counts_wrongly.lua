-- expect: error
-- Always true: the partition runs to the end of the array and says so.
return function(x) local t = {} for i = 1, 100 do t[i] = i end table.sort(t, function() return true end) return x end
