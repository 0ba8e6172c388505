-- expect: syntax
-- A byte order mark may only begin a file.
﻿return function(x) return x end
