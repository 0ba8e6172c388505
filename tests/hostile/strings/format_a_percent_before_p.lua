-- expect: same
-- "%%p" is a percent sign and a letter, no address.
return function(x) return ("%%p"):format() == "%p" and x end
