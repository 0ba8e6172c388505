--- lua/hyla/tree.lua

local check = require("tests.support.check")
local tree = require("hyla.tree")

local T = {}

function T.a_program_is_a_file_for_each_part()
  local parts = { agent = "a", ["editors/widen"] = "w" }
  local texts = assert(tree.files({ parts = parts, numbers = { b = 2, a = { 0.1, 0.5 } } }))
  check.equal(table.concat(tree.paths(texts), " "), "agent.lua editors/widen.lua numbers.json")
  check.equal(texts["editors/widen.lua"], "w")
  check.equal(texts["numbers.json"], '{\n  "a": [0.1,0.5],\n  "b": 2\n}\n')
end

function T.the_paths_of_two_trees_are_joined()
  local paths = tree.paths({ ["b.lua"] = "", ["a.lua"] = "" }, { ["c.lua"] = "", ["a.lua"] = "" })
  check.equal(table.concat(paths, " "), "a.lua b.lua c.lua")
end

function T.names_that_lead_elsewhere_are_refused()
  for _, name in ipairs({ "..", "/etc/passwd", "a/b/c", "a b", "a;b", "" }) do
    local texts, message = tree.files({ parts = { [name] = "" }, numbers = {} })
    check.equal(texts, nil)
    check.truthy(message:find("wanted parts named like agent", 1, true))
  end
end

return T
