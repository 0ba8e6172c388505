-- expect: memory|timeout
-- Each thread grows its own stack to ten thousand frames and stays there.
local kept = {}
local function down(n) if n == 0 then coroutine.yield() else down(n - 1) return n end end
for i = 1, 1e6 do
  kept[i] = coroutine.create(down)
  coroutine.resume(kept[i], 1e4)
end
