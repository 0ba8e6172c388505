-- expect: same
for name in pairs(string) do string[name] = nil end
for name in pairs(math) do math[name] = function() error('poison') end end
pcall, error, type, tostring = nil, nil, nil, nil
return function(x) return x end
