-- expect: same
-- The iterator in the hands of pcall, unpack and a coroutine, none of which is its loop.
return function(x)
  local each = ("a1b2"):gmatch("%d")
  local first = coroutine.wrap(each)()
  local _, second = pcall(each, {}, {})
  return first == "1" and second == "2" and each(print) == nil and x
end
