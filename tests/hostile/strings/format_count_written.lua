-- expect: error
-- %n, the classic: it is no option here.
return function(x) return #("%n"):format(x) end
