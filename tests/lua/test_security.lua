--- docs/security.md: what it names is there, and its corpus has the sizes that it says

local attack = require("tests.support.attack")
local check = require("tests.support.check")
local files = require("hyla.files")
local system = require("hyla.system")

local PAGE = assert(files.read("docs/security.md"))

--- Returns a path for each of the words in its braces, if it has any.
local function expand(path)
  local before, words, behind = path:match("^(.-){(.-)}(.*)$")
  local paths = {}
  for word in (words or ""):gmatch("[^,]+") do
    paths[#paths + 1] = before .. word .. behind
  end
  return words and paths or { path }
end

--- Returns whether there is a file or a test of this name; names with a star are believed.
local function is_there(path)
  local folder, name = path:match("^(.-)([^/]+)$")
  local places = { path, "tests/" .. path .. ".lua", ("tests/%stest_%s.c"):format(folder, name) }
  for _, place in ipairs(places) do
    if system.kind(place) then
      return true
    end
  end
  return path:find("*", 1, true) or files.read("tests/CMakeLists.txt"):find(path, 1, true)
end

local T = {}

function T.every_path_it_names_is_there()
  local count = 0
  for path in PAGE:gmatch("`([%l_]+/[%w_./{},*]+)`") do
    for _, one in ipairs(expand(path)) do
      count = count + 1
      check.truthy(is_there(one), one .. " is not there")
    end
  end
  check.truthy(count > 60)
end

function T.every_folder_of_the_corpus_has_as_many_programs()
  local sum = 0
  for folder, count in PAGE:gmatch("\n| (%l+) | (%d+) |") do
    if folder ~= "all" then
      check.equal(folder .. " " .. #attack.list("tests/hostile/" .. folder), folder .. " " .. count)
      sum = sum + count
    end
  end
  check.equal(sum, #attack.list("tests/hostile"))
  check.contains(PAGE, ("`tests/hostile` holds %d programs"):format(sum))
  check.contains(PAGE, ("\n| all | %d |"):format(sum))
end

return T
