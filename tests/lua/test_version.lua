--- lua/hyla/version.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local version = require("hyla.version")

local T = {}

function T.it_is_the_version_of_the_build()
  check.equal(version, files.read("CMakeLists.txt"):match("project%(hyla VERSION ([%d.]+)"))
end

return T
