-- expect: ok
return function(x) return x + #("%d"):format(0 / 0) * 0 end
