-- expect: error
return function(x) return getmetatable(_G).__index and x end
