-- expect: same
-- Deeper tables are not copied: whoever patches one patches this job only. What the next job sees of
-- them is in modules_are_whole_again.
local function patch(value, depth)
  if type(value) ~= "table" or depth == 0 then return end
  for key, inner in pairs(value) do
    patch(inner, depth - 1)
    if type(inner) == "function" then value[key] = function() return 1 end end
  end
end
for _, name in ipairs({ "hyla.syntax", "hyla.kit.text", "hyla.schedule" }) do patch(require(name), 4) end
return function(x) return x end
