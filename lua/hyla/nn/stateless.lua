--- Layers without parameters.

local mistake = require("hyla.mistake")

local M = {}

--- A function of a tensor as a layer, for `sequential`: nn.stateless(t.silu).
---
---@param call fun(x: Tensor): Tensor
---@return Layer  Without parameters.
function M.stateless(call)
  mistake.unless_function("stateless", "call", call)
  return {
    init = function()
      return {}
    end,
    apply = function(_, x)
      return (call(x))
    end,
  }
end

return M
