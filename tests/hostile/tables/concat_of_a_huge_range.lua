-- expect: same
return function(x) return #table.concat({ "a" }, ",", 1, 2 ^ 31) + x end
