--- Health: what this machine offers to hyla, checked one thing at a time.
--
-- A check returns a state ("ok", "warn" or "fail"), what it found, and how to mend it when it is
-- not "ok". To add one, write the function and its row.

local ffi = require("ffi")
local machine = require("hyla.machine")
local sandbox = require("hyla.sandbox")
local system = require("hyla.system")
local tasks = require("hyla.task")
local walls = require("hyla.walls")

---@class Finding
---@field name string
---@field state "ok"|"warn"|"fail"
---@field found string
---@field fix? string

local M = {}

local LEAST_MEMORY = 2 ^ 30

local function check_luajit()
  if jit.status() then
    return "ok", jit.version .. ", compiler on"
  end
  return "warn", jit.version .. ", compiler off", "run on x86-64 or arm64: scripts are slow so"
end

local function check_processors()
  return "ok", ("%d to use (%s)"):format(machine.processors(), machine.processor_name())
end

local function check_memory()
  local bytes = machine.memory_bytes()
  if not bytes then
    return "warn", "unknown", "mount /proc"
  end
  local found = ("%.1f GiB"):format(bytes / 2 ^ 30)
  if bytes < LEAST_MEMORY then
    return "warn", found, "set limits.memory_bytes and search.workers low: a run wants 1 GiB"
  end
  return "ok", found
end

local function check_kernel()
  return "ok", machine.kernel()
end

-- what really stands around a worker that is started for it
local function standing_walls()
  local pool, message = sandbox.open({ entry = "hyla.cell", unsafe = true })
  local standing = assert(pool, message):walls()
  pool:close()
  return standing
end

local function check_seccomp()
  if not walls.warning(standing_walls()) then
    return "ok", "filters, kill_process"
  end
  local fix = "use Linux 4.14 or newer, and a container that allows seccomp; until then no "
    .. "candidate runs without --unsafe"
  return "fail", "no filters", fix
end

local function check_walls()
  local standing = standing_walls()
  local missing = walls.missing(standing)
  if #missing == 0 then
    return "ok", walls.line(standing)
  end
  local found = ("%s; not %s"):format(walls.line(standing), walls.line(missing))
  local fix = "seccomp is enough; landlock comes with Linux 5.13, the others where users may make "
    .. "namespaces (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns)"
  return "warn", found, fix
end

--- The names that OpenBLAS has without and with Debian's development package.
local BLAS_NAMES = { "openblas", "libopenblas.so.0" }

local function load_blas()
  for _, name in ipairs(BLAS_NAMES) do
    local ok, library = pcall(ffi.load, name)
    if ok then
      return library
    end
  end
end

local function check_blas()
  local blas = load_blas()
  if not blas then
    return "warn", "no OpenBLAS: no factorisations", "apt-get install libopenblas0-pthread"
  end
  ffi.cdef("const char *openblas_get_config(void); int openblas_get_parallel(void);")
  local found = ffi.string(blas.openblas_get_config()):gsub("%s+$", "")
  if blas.openblas_get_parallel() == 2 then
    return "warn", found, "apt-get install libopenblas0-pthread: OpenMP is slow on busy cores"
  end
  return "ok", found
end

--- Returns a check that a program is there, which the commands that call it can do without.
local function check_program(name, fix)
  return function()
    local pipe = io.popen("command -v " .. name)
    local path = pipe:read("*l")
    pipe:close()
    if path then
      return "ok", path
    end
    return "warn", "not found", fix
  end
end

local check_diff =
  check_program("diff", "apt-get install diffutils: hyla diff and hyla show call it")
local check_plots =
  check_program("rsvg-convert", "apt-get install librsvg2-bin: PNG plots of studies want it")

--- Returns the folders in a folder.
local function folders_in(path)
  local found = {}
  for _, name in ipairs(system.list(path) or {}) do
    if system.kind(path .. "/" .. name) == "directory" then
      found[#found + 1] = name
    end
  end
  table.sort(found)
  return found
end

local function check_data()
  local looked = tasks.data_folders()
  for _, folder in ipairs(looked) do
    local found = folders_in(folder)
    if #found > 0 then
      return "ok", ("%s: %s"):format(folder, table.concat(found, ", "))
    end
  end
  local found = ("no data set in %s"):format(table.concat(looked, ", "))
  return "warn", found, "set HYLA_DATA to the folder that holds them, or give --data"
end

M.checks = {
  { "luajit", check_luajit },
  { "processors", check_processors },
  { "memory", check_memory },
  { "kernel", check_kernel },
  { "seccomp", check_seccomp },
  { "walls", check_walls },
  { "blas", check_blas },
  { "diff", check_diff },
  { "plots", check_plots },
  { "data", check_data },
}

--- Runs all checks. One that breaks counts as failed: a doctor does not faint.
---
---@return Finding[]
function M.examine()
  local findings = {}
  for i, check in ipairs(M.checks) do
    local ok, state, found, fix = pcall(check[2])
    if not ok then
      state, found, fix = "fail", state, "report this: the check itself is broken"
    end
    findings[i] = { name = check[1], state = state, found = found, fix = fix }
  end
  return findings
end

return M
