--- lua/hyla/walls.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local lint = require("tests.support.lint")
local memory = require("tests.support.memory")
local trial = require("tests.support.trial")
local walls = require("hyla.walls")

local T = {}

local IS_SANITIZED = os.getenv("HYLA_TEST_SANITIZED") == "1"
local ENDLESS = { source = "while true do end" }

--- Returns whether a process is running, has been for a while, and is behind a filter.
local function is_at_work(pid, status)
  local stat = files.read(("/proc/%d/stat"):format(pid)) or ""
  local state, ticks = stat:match("%) (%a)" .. (" %S+"):rep(10) .. " (%d+)")
  return state == "R" and tonumber(ticks) > 2 and status:find("Seccomp:\t2", 1, true)
end

--- Calls a function with the id of the process that runs a candidate, while it runs, at each tier.
local function each_at_work(use)
  for _, tier in ipairs({ "confirm", "screen" }) do
    trial.with_pool(nil, function(pool)
      pool:wait(pool:submit({ source = "return 1" }, nil, tier)) -- the worker is there now
      pool:submit(ENDLESS, { cpu_seconds = 60, wall_seconds = 60 }, tier)
      pool:submit({ source = "return 1" }, nil, tier) -- handed on, the first one runs
      local pid, status
      for _ = 1, 1000 do
        local pids = memory.family(pool)
        pid = pids[#pids]
        status = files.read(("/proc/%d/status"):format(pid)) or ""
        if is_at_work(pid, status) then
          break
        end
      end
      check.truthy(is_at_work(pid, status))
      use(pid, status, tier)
    end)
  end
end

--- Returns the soft and the hard limit of a process.
local function limit_of(pid, name)
  local limits = assert(files.read(("/proc/%d/limits"):format(pid)))
  return limits:match(("\nMax %s +(%%w+) +(%%w+)"):format(name))
end

local function targets_of(pid)
  return lint.output(("find /proc/%d/fd -type l -printf '%%l\\n' 2>/dev/null"):format(pid))
end

local function is_root()
  return lint.output("id -u")[1] == "0"
end

function T.a_candidate_has_no_rights()
  each_at_work(function(_, status)
    check.contains(status, "NoNewPrivs:\t1")
    check.contains(status, "CapEff:\t0000000000000000")
    check.contains(status, "CapPrm:\t0000000000000000")
  end)
end

function T.a_candidate_has_no_resources_but_memory()
  each_at_work(function(pid)
    for _, name in ipairs({ "open files", "processes", "core file size", "file size" }) do
      local soft, hard = limit_of(pid, name)
      check.equal(name .. " " .. soft .. " " .. hard, name .. " 0 0")
    end
    if not IS_SANITIZED then -- which reserves terabytes
      check.truthy(tonumber((limit_of(pid, "data size"))) < 2 ^ 36) -- most of it an empty arena
    end
  end)
end

function T.a_candidate_has_no_descriptor_that_leads_anywhere()
  each_at_work(function(pid, _, tier)
    local targets = targets_of(pid)
    if not is_root() then
      return check.equal(#targets, 0) -- no other process of the same user may look into it
    end
    local wanted = { confirm = "", screen = ("/dev/null "):rep(3) .. "anon_inode:[eventfd]" }
    check.equal(table.concat(targets, " "), wanted[tier])
  end)
end

function T.nobody_may_look_into_a_candidate()
  each_at_work(function(pid)
    check.equal(io.open(("/proc/%d/mem"):format(pid)) ~= nil, is_root())
    check.equal(io.open(("/proc/%d/environ"):format(pid)) ~= nil, is_root())
  end)
end

function T.a_candidate_has_no_environment_of_the_host()
  each_at_work(function(pid)
    local environment = is_root() and assert(files.read(("/proc/%d/environ"):format(pid))) or ""
    for name in environment:gmatch("([%w_]+)=[^%z]*") do
      check.truthy(name:find("^HYLA_") or name:find("^OPENBLAS") or name == "LD_LIBRARY_PATH", name)
    end
  end)
end

function T.a_candidate_has_no_memory_to_write_code_into()
  each_at_work(function(pid, _, tier)
    local maps = is_root() and assert(files.read(("/proc/%d/maps"):format(pid))) or ""
    check.equal(maps:find(" rwx", 1, true), nil)
    check.truthy(tier == "confirm" or not is_root() or maps:find(" r%-%-s [^\n]*hyla%-ring"))
  end)
end

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
