--- Line: an agent of one line, which learns nothing.

local M = {}

--- There is nothing to keep.
function M.init()
  return {}
end

--- There is nothing to learn.
function M.learn() end

--- Answers with a multiple of the number.
function M.act(_, input)
  return 0.5 * input.x
end

return M
