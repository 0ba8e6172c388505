-- expect: timeout
local hay, needle = ("a"):rep(3e5), ("a"):rep(1.5e5) .. "b"
return function(x)
  for _ = 1, 100 do x = hay:find(needle, 1, true) or x end
  return x
end
