--- runtime/script/bind_tensor.c
--
-- The results of recorded.jsonl are PyTorch's: tests/torch/README.md says how they were made.

local check = require("tests.support.check")
local graphs = require("tests.torch.graphs")
local json = require("cjson")

local T = {}

local function same_gradients(graph, order, actual)
  local expected = graph.outcome[order]
  check.equal(#actual, #expected)
  for i, gradient in ipairs(expected) do
    check.equal(#actual[i], #gradient)
    for j, element in ipairs(gradient) do
      if math.abs(actual[i][j] - element) > 1e-9 * math.max(1, math.abs(element)) then
        error(("seed %d, %s, leaf %d, element %d: expected %.17g, got %.17g"):format(graph.seed,
          order, i, j, element, actual[i][j]))
      end
    end
  end
end

function T.random_graphs_give_what_pytorch_gives()
  local count = 0
  for line in io.lines("tests/torch/recorded.jsonl") do
    local graph = json.decode(line)
    local outcome = graphs.run(graph)
    check.near(outcome.value, graph.outcome.value)
    same_gradients(graph, "first", outcome.first)
    same_gradients(graph, "second", outcome.second)
    count = count + 1
  end
  check.equal(count, 40)
end

function T.a_seed_grows_one_graph()
  check.equal(json.encode(graphs.grow(3)), json.encode(graphs.grow(3)))
end

return T
