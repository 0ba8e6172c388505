-- expect: same
local calls = { "hyla.nn", "hyla.optim", "hyla.nest", "hyla.schedule", "hyla.landmark", "hyla.syntax" }
return function(x)
  for _, name in ipairs(calls) do
    for _, f in pairs(require(name)) do
      local _, message = pcall(f, {}, false, f)
      if type(message) == "string" and message:sub(1, 1) == "/" then return error("it worked") end
    end
  end
  return x
end
