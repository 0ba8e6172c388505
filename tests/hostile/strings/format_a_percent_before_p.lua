-- expect: ok
-- "%%p" is a percent sign and a letter, no address.
return function(x) return x + #("%%p"):format() end
