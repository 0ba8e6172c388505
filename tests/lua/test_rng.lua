--- runtime/script/bind_rng.c

local check = require("tests.support.check")
local rng = require("hyla.rng")

local T = {}

function T.a_split_by_the_same_name_draws_the_same()
  local root = rng.new(3)
  check.equal(root:split("entry 7"):uniform(), root:split("entry 7"):uniform())
  check.truthy(root:split("entry 7"):uniform() ~= root:split("entry 8"):uniform())
end

function T.integers_stay_in_range()
  local draws = rng.new(1)
  for _ = 1, 1000 do
    local n = draws:integer(3)
    check.truthy(n >= 1 and n <= 3 and n == math.floor(n))
  end
end

function T.a_count_below_one_is_refused()
  local ok, message = pcall(rng.new(1).integer, rng.new(1), 0)
  check.equal(ok, false)
  check.truthy(message:find("at least 1", 1, true))
end

return T
