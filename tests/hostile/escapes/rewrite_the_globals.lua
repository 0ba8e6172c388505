-- expect: same
local keep = { next, rawset }
for _, name in ipairs({ 'pairs', 'assert', 'unpack', 'string' }) do
  _ENV = name
end
pairs, assert, unpack, string = nil, nil, nil, nil
return function(x) return keep and x end
