--- Prints random graphs with what they give, one JSON object a line.
--
-- usage: hyla tests/torch/write_graphs.lua FIRST_SEED COUNT

local graphs = require("tests.torch.graphs")
local json = require("cjson")
local t = require("hyla.tensor")

-- a NaN or an infinity shows as a difference
json.encode_invalid_numbers("null")

for seed = tonumber(arg[1]), tonumber(arg[1]) + tonumber(arg[2]) - 1 do
  local graph = t.scope(graphs.grow, seed)
  graph.outcome = t.scope(graphs.run, graph)
  print(json.encode(graph))
end
