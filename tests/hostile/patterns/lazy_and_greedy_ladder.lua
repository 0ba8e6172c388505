-- expect: timeout
local ladder = (".-.*"):rep(14) .. "$%z"
return function(x) return #(("ab"):rep(40):match(ladder) or "") + x end
