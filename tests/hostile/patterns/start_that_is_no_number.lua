-- expect: ok
-- NaN as a place: whatever it becomes lies inside the subject.
return function(x) return x + (("abc"):find("", 0 / 0) or 0) * 0 end
