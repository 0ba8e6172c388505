--- lua/hyla/walls.lua

local check = require("tests.support.check")
local trial = require("tests.support.trial")
local walls = require("hyla.walls")

local T = {}

function T.a_pool_names_no_other_walls()
  trial.with_pool(nil, function(pool)
    local standing = pool:walls()
    check.equal(standing[1], "seccomp")
    check.equal(#standing + #walls.missing(standing), #walls.ALL)
  end)
end

function T.what_does_not_stand_is_missing()
  check.equal(walls.line(walls.missing(walls.ALL)), "none")
  check.equal(#walls.missing({ "net", "seccomp" }), #walls.ALL - 2)
end

function T.only_want_of_seccomp_is_a_warning()
  check.equal(walls.warning({ "seccomp" }), nil)
  check.contains(walls.warning({ "landlock", "net" }), "UNSAFE")
  check.contains(walls.warning({ "landlock", "net" }), "held by landlock, net")
  check.contains(walls.warning({}), "held by none")
end

return T
