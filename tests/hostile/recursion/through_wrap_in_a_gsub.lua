-- expect: crash|error|timeout
local function down(c)
  return coroutine.wrap(function() return (c:gsub(".", down)) end)()
end
return function() return #down("x") end
