-- expect: same
-- What the host prepared for all is an empty list here, or nothing.
local prepared = prepared or {}
return function(x) return x + #prepared end
