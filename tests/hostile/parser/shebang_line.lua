-- expect: syntax
#!/bin/sh
return function(x) return x end
