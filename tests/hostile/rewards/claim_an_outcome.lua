-- expect: bad_output
return { outcome = "ok", value = { 1, 2, 3 }, score = 1 }
