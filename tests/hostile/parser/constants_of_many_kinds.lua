-- expect: same
local t = { 1, 1.0, -0, 0x1p0, 1e0, "1", '1', [[1]], [=[1]=], 1LL, 1ULL, 1i, nil, true, false }
return function(x) return x + (t and 0) end
