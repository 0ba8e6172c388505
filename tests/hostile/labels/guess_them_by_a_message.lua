-- expect: error
-- An error in a candidate's answer tells the host something, and the candidate nothing.
return function(x) error("is it " .. x .. "?") end
