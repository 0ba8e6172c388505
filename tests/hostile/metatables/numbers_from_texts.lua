-- expect: same
-- Text coercion in arithmetic goes through the same numbers as everything else.
return function(x) return "0x10" + x + "1e1" - " 26 " end
