-- expect: same
return function(x) return x + 0x.8p1 - 0x1p-1074 - 1 end
