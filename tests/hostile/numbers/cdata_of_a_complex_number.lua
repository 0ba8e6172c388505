-- expect: same
-- Its parts are numbers, and there is no way to its type.
return function(x) local c = 3i return x + c.im + c[0] - 3 end
