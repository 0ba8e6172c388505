-- expect: same
-- Names under which a careless host might have left them.
return function(x)
  return (labels or answers or targets or expected or world or test or validation or task or job) and error("it worked") or x
end
