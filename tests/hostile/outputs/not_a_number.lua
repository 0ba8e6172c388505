-- expect: ok|bad_output
-- A number for the pool; whoever scores it refuses it.
return function() return 0 / 0 end
