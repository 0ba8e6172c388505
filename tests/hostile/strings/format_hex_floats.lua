-- expect: ok
return function(x) return x + #("%a %A"):format(x, 0.1) * 0 end
