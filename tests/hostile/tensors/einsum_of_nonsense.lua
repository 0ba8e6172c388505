-- expect: error
local t = require("hyla.tensor")
return function(x)
  for _, equation in ipairs({ "", "->", ",,->", "i->j", "ii->iii", "i.->i", "\0", "i->" .. ("i"):rep(1e5), ("i,"):rep(1e4) }) do
    if pcall(t.einsum, equation, t.ones(2)) then return x end
  end
  error("all refused")
end
