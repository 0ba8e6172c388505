-- expect: same
-- %s calls an object that fills memory with garbage before it answers.
local greedy = setmetatable({}, {
  __tostring = function()
    for i = 1, 500 do local _ = { i, {} } end
    return "answer"
  end,
})
return function(x)
  local text = ("%s %s %5.1f %s"):format("first", greedy, 2.5, greedy)
  return text == "first answer   2.5 answer" and x
end
