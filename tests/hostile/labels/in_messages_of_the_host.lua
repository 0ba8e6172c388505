-- expect: same
-- Errors of the host's functions, raised on purpose: their words are the candidate's own or the code's.
return function(x)
  local messages = {}
  for level = 1, 30 do messages[level] = select(2, pcall(error, "m", level)) end
  for _, f in ipairs({ require, print, tostring, string.format, coroutine.wrap(print) }) do
    messages[#messages + 1] = tostring((select(2, pcall(f, {}, setmetatable({}, { __tostring = error }), nil))))
  end
  local all = table.concat(messages, "\n")
  return (all:find("label") or all:find("answer") or all:find("/%w+/%w+/%w+/%w+")) and error("it worked") or x
end
