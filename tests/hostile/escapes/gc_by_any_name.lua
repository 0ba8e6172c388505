-- expect: denied
return collectgarbage("count")
