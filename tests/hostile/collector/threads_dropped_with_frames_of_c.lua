-- expect: same
-- Threads that stopped inside protected calls and iterators are freed with all that they hold.
return function(x)
  local alive = setmetatable({}, { __mode = "k" })
  for i = 1, 300 do
    local thread = coroutine.create(function()
      for _ in coroutine.wrap(function() pcall(coroutine.yield, i) coroutine.yield(i) end) do
        xpcall(coroutine.yield, print, { i })
      end
    end)
    coroutine.resume(thread)
    alive[thread] = true
  end
  for _ = 1, 5000 do local _ = { {} } end
  for thread in pairs(alive) do
    if coroutine.status(thread) ~= "suspended" then return error("it worked") end
  end
  return x
end
