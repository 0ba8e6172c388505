-- expect: same
-- Types other than tables have none that Lua code could set.
return function(x)
  for _, value in ipairs({ true, 1, print, coroutine.create(print) }) do
    if getmetatable(value) or pcall(setmetatable, value, {}) then return error("it worked") end
  end
  return x
end
