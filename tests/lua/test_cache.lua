--- lua/hyla/cache.lua

local cache = require("hyla.cache")
local check = require("tests.support.check")

local T = {}

function T.what_was_put_in_comes_back()
  local one = cache.new(4)
  check.equal(one:put("a", 1), 1)
  check.equal(one:get("a"), 1)
  check.equal(one:get("b"), nil)
end

function T.what_nobody_asks_for_is_dropped()
  local one = cache.new(4)
  for i = 1, 20 do
    one:put(i, i)
    check.equal(one:get(1), 1)
  end
  check.equal(one:get(2), nil)
  check.equal(one:get(20), 20)
end

return T
