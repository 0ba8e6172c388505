-- expect: ok
-- Answers for the next input instead of this one: the host pairs them by place.
local before = 0
return function(x) local answer = before before = x return answer end
