-- expect: denied
-- The offence is remembered, however the candidate behaves afterwards.
pcall(function() return debug end)
pcall(function() return io end)
return function(x) return x end
