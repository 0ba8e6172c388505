-- expect: same
-- Messages of the interpreter name the candidate's own chunk, never a file of the host.
return function(x)
  local _, message = pcall(function() return nil + x end)
  return message:find("/", 1, true) and error("it worked") or x
end
