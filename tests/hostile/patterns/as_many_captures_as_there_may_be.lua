-- expect: same
-- As many captures as there may be, all of places.
return function(x)
  local places = { ("abc"):match("a" .. ("()"):rep(32)) }
  return #places == 32 and places[32] == 2 and x
end
