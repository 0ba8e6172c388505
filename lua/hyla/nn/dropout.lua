--- Dropout: elements that are left out by chance while training.

local mistake = require("hyla.mistake")

local M = {}

--- Sets elements to 0 with a probability and scales the others up, so that the mean stays
--- (Srivastava et al. 2014). Without `with.rng` it changes nothing.
---
---@param probability number  Below 1.
---@return Layer  Without parameters.
function M.dropout(probability)
  local is_share = type(probability) == "number" and probability >= 0 and probability < 1
  mistake.unless(is_share, "dropout", "a number from 0 to below 1", "probability", probability)
  return {
    init = function()
      return {}
    end,
    apply = function(_, x, with)
      return with and with.rng and x:dropout(probability, with.rng) or x
    end,
  }
end

return M
