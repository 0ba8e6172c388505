-- expect: memory|timeout
local keep = {}
while true do
  keep[#keep + 1] = coroutine.wrap(function() coroutine.yield(('x'):rep(1000)) end)
  keep[#keep]()
end
