-- expect: error
local t = require("hyla.tensor")
local operands = {}
for i = 1, 26 do operands[i] = t.ones(2) end
return function(x) return x + t.einsum("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z->", unpack(operands)):item() * 0 end
