-- expect: same
return function(x) local point = require("hyla.tensor").linspace(-1e308, 1e308, 1, "f64") return point:count() == 1 and point:item() == -1e308 and x end
