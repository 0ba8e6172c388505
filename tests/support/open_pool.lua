--- A script that runs one job in a pool, or says why it cannot.

local sandbox = require("hyla.sandbox")

local pool, message = sandbox.open({ entry = "tests.support.sandbox_entry" })
if not pool then
  io.stderr:write(message, "\n")
  os.exit(1)
end
print(pool:wait(pool:submit({ source = "return 1" })).outcome)
