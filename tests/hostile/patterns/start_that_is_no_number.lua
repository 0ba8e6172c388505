-- expect: same
-- NaN as a place: whatever it becomes lies inside the subject.
return function(x) local place = ("abc"):find("", 0 / 0)
  return (place == nil or place >= 1 and place <= 4) and x end
