-- expect: denied
return load(function() return "\27LJ" end)
