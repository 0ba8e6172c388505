--- Policies that learn nothing: what they all leave out.

local M = {}

--- Makes a policy that decides as it is told, and neither learns nor remembers anything.
---
---@param decides { pick: function, propose: function }  See hyla.parts for what they are given.
---@return Policy
function M.policy(decides)
  return {
    pick = decides.pick,
    propose = decides.propose,

    start = function()
      return {}
    end,

    open = function()
      return {}
    end,

    gradient = function()
      return {}
    end,

    update = function(mind)
      return mind.memory
    end,

    learn = function(mind)
      return mind.phi
    end,
  }
end

return M
