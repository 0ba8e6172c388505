-- expect: error
-- A capture that is still open may not be referred to.
return function(x) return (("aa"):find("(%1)")) or x end
