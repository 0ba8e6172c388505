--- Layers without parameters.

local M = {}

--- A function of a tensor as a layer, for `sequential`.
---
---@param call fun(x: Tensor, with?: LayerInput): Tensor
---@return Layer  Without parameters.
function M.stateless(call)
  return {
    init = function()
      return {}
    end,
    apply = function(_, x, with)
      return call(x, with)
    end,
  }
end

return M
