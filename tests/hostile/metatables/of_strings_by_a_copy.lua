-- expect: same
-- string is a copy: what is put there is no method of a text.
string.evil = function() return error("it worked") end
return function(x) return ("").evil and error("it worked") or x end
