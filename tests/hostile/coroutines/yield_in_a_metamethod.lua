-- expect: same
local odd = setmetatable({}, { __add = function(_, b) return coroutine.yield(b) end })
return function(x)
  local thread = coroutine.wrap(function() return odd + x end)
  thread()
  return thread(x)
end
