-- expect: ok
return function(x) return x + #("%x %o %u"):format(-1.5, 2 ^ 70, -2 ^ 63) * 0 end
