-- expect: same
-- 99 wide, 99 digits of the largest number: over 400 bytes out of one directive.
return function(x) return x + #("%99.99f"):format(1.7976931348623157e308) - 409 end
