--- Costs: what the episodes of a study took.

local figure = require("hyla.study.figure")
local keys = require("hyla.keys")

---@class Cost What the episodes of a method took.
---@field method string
---@field episodes integer
---@field evaluated number
---@field charged number Of the episodes; meta-training is charged besides.
---@field seconds number
---@field outcomes table<string, integer>

local M = {}

local LEFT = "left"

--- Adds up what the episodes of each method took, over all budgets and seeds.
---
---@param outline Outline
---@return Cost[] costs In the study's order.
function M.of(outline)
  local costs, by_method = {}, {}
  for i, method in ipairs(outline.methods) do
    costs[i] = { method = method.name, episodes = 0, evaluated = 0, charged = 0, seconds = 0 }
    costs[i].outcomes = {}
    by_method[method.name] = costs[i]
  end
  for _, episode in ipairs(outline.episodes) do
    local cost = by_method[episode.method]
    if cost then
      cost.episodes = cost.episodes + 1
      for _, name in ipairs({ "evaluated", "charged", "seconds" }) do
        cost[name] = cost[name] + episode[name]
      end
      for outcome, count in pairs(episode.outcomes) do
        cost.outcomes[outcome] = (cost.outcomes[outcome] or 0) + count
      end
    end
  end
  return costs
end

local function outcome_text(outcomes)
  local texts = {}
  for _, name in ipairs(keys.sorted(outcomes)) do
    texts[#texts + 1] = ("%s %s"):format(figure.count(outcomes[name]), name)
  end
  return #texts > 0 and table.concat(texts, ", ") or figure.NONE
end

local function rate(cost)
  return cost.seconds > 0 and figure.count(cost.evaluated / cost.seconds) or figure.NONE
end

--- Returns what the episodes took.
---
---@param outline Outline
---@return Sheet
function M.sheet(outline)
  local rows = {}
  for i, cost in ipairs(M.of(outline)) do
    rows[i] = {
      outline.labels[cost.method],
      figure.count(cost.episodes),
      figure.count(cost.evaluated),
      figure.count(cost.charged),
      figure.fixed(cost.seconds, 1),
      rate(cost),
      outcome_text(cost.outcomes),
    }
  end
  return {
    name = "costs",
    title = "Costs",
    note = "Test episodes of all budgets and seeds. Wall time; charged evaluations without those "
      .. "of meta-training.",
    columns = {
      { title = "method", align = LEFT },
      { title = "episodes" },
      { title = "evaluated" },
      { title = "charged" },
      { title = "seconds" },
      { title = "evaluations/s" },
      { title = "outcomes", align = LEFT },
    },
    rows = rows,
  }
end

return M
