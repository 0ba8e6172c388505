-- expect: syntax
goto over
local hidden = 1
::over::
return function(x) return hidden + x end
