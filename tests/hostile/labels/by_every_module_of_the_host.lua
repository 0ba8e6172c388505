-- expect: denied
-- One offence is enough, but all are tried: a module that opens would raise.
local names = { "run", "play", "task", "cell", "archive", "report", "score", "hidden", "order", "tiers", "system",
  "store", "bytes", "sandbox", "grants", "gate", "yaml", "config", "files", "program" }
for _, name in ipairs(names) do
  local is_open, module = pcall(require, "hyla." .. name)
  if is_open and module then return error("it worked") end
end
return function(x) return x end
