-- expect: same
return function(x) return math.abs(math.sin(1e308)) <= 1 and math.abs(math.cos(2 ^ 1000)) <= 1 and math.tan(1e22) ~= 0 and x end
