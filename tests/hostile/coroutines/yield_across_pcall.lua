-- expect: same
-- LuaJIT lets a yield pass pcall; the protected call goes on afterwards.
return function(x)
  local thread = coroutine.wrap(function()
    local _, got = pcall(function() return coroutine.yield(1) end)
    return got
  end)
  return thread() + thread(x) - 1
end
