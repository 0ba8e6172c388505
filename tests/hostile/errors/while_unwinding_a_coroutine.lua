-- expect: error
local outer = coroutine.wrap(function()
  local inner = coroutine.wrap(function() error("inner") end)
  local ok, message = pcall(inner)
  error(message .. tostring(ok), 0)
end)
return function() return outer() end
