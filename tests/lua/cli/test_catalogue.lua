--- lua/hyla/cli/catalogue.lua

local catalogue = require("hyla.cli.catalogue")
local check = require("tests.support.check")

local T = {}

function T.the_parser_knows_every_command()
  local _, arguments = catalogue.parser():pparse({ "log", "runs/a", "-n", "3" })
  check.equal(arguments.log, true)
  check.equal(arguments.run, "runs/a")
  check.equal(arguments.limit, 3)
  check.falsy(catalogue.parser():pparse({ "lgo" }))
end

function T.every_command_has_a_summary_and_help_with_examples()
  local count = 0
  catalogue.each(function(name, summary, help)
    count = count + 1
    check.truthy(#summary > 5)
    check.truthy(help:find("^Usage: hyla " .. name))
    check.truthy(help:find("\nexamples:\n  .*hyla " .. name))
  end)
  check.equal(count, #require("hyla.cli").commands())
end

return T
