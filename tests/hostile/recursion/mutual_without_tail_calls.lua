-- expect: error
local odd
local function even(n) return 1 + odd(n + 1) end
function odd(n) return 1 + even(n + 1) end
return even
