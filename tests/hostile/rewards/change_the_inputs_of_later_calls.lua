-- expect: same
-- What a candidate does to its own copy of an input changes no later one.
local seen = {}
return function(x, ...)
  if seen[x] or select("#", ...) > 0 then return error("it worked") end
  seen[x] = true
  local own = x
  x = 0
  return own + x
end
