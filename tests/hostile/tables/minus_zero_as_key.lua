-- expect: same
return function(x) local t = { [0] = x } return t[-0] end
