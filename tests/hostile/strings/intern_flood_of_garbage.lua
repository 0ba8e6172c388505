-- expect: timeout
-- None is kept: the string table grows and shrinks with the collector, for ever.
return function(x) for i = 1, 1e9 do x = #("s" .. i) + x * 0 end return x end
