--- A campaign: a million swaps of a slot, each compared with a model (tests/support/swaps.lua).
--
--   build/hyla tests/bench/swaps.lua [COUNT [SEED]]

local rng = require("hyla.rng")
local swaps = require("tests.support.swaps")
local system = require("hyla.system")

local count, seed = tonumber(arg[1] or 1e6), tonumber(arg[2] or 1)
local campaign, start = swaps.open(rng.new(seed)), system.seconds()
for _ = 1, count do
  swaps.step(campaign)
end
collectgarbage()
local events = campaign.events
local text = "%d versions in %.0f s: %d swapped, %d refused, %d proven, %d rolled back; %.0f KiB"
print(
  text:format(
    count,
    system.seconds() - start,
    events.swapped,
    events.refused,
    events.proven,
    events["rolled back"],
    collectgarbage("count")
  )
)
