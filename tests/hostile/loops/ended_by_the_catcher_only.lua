-- expect: timeout
-- Handlers inside handlers inside a thread: nothing Lua can catch ends a time-out.
return function()
  while true do
    coroutine.wrap(function()
      xpcall(function() while true do end end, function() while true do end end)
    end)()
  end
end
