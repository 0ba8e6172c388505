-- expect: bad_output
return function() return { score = 1e9, outcome = "ok", correct = true } end
