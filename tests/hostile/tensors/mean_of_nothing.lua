-- expect: ok|bad_output
return function() return require("hyla.tensor").zeros({ 0 }):mean():item() end
