--- runtime/script/bind_yaml.c

local check = require("tests.support.check")
local yaml = require("hyla.yaml")

local T = {}

local function complaint(text)
  local value, message = yaml.parse(text, "f")
  check.equal(value, nil)
  return message
end

function T.plain_words_have_types_and_quoted_ones_have_not()
  local value = yaml.parse("- 12\n- -1.5e3\n- 0x10\n- true\n- '12'\n- yes\n- 2020-01-01", "f")
  check.equal(value[1], 12)
  check.equal(value[2], -1500)
  check.equal(value[3], 16)
  check.equal(value[4], true)
  check.equal(value[5], "12")
  check.equal(value[6], "yes")
  check.equal(value[7], "2020-01-01")
end

function T.every_key_and_value_has_a_place()
  local _, position = yaml.parse("a: 1\nb:\n  - x\n  - y\n", "f")
  check.equal(position.keys.b.line, 2)
  check.equal(position.values.a.column, 4)
  check.equal(position.values.b.values[2].line, 4)
  check.equal(position.values.b.values[2].column, 5)
end

function T.an_empty_text_is_an_empty_mapping()
  for _, text in ipairs({ "", "# nothing\n" }) do
    local value = yaml.parse(text, "f")
    check.equal(next(value), nil)
  end
end

function T.an_alias_repeats_its_anchor()
  local value = yaml.parse("a: &x [1, 2]\nb: *x", "f")
  check.equal(value.b[2], 2)
end

function T.aliases_cannot_grow_without_end()
  local lines = { "l0: &l0 [x]" }
  for i = 1, 9 do
    local tens = ("*l%d,"):format(i - 1):rep(10)
    lines[#lines + 1] = ("l%d: &l%d [%s]"):format(i, i, tens)
  end
  check.truthy(complaint(table.concat(lines, "\n")):find("too large, aliases counted", 1, true))
  check.truthy(complaint("a: &x [*x]"):find("too deep", 1, true))
  check.truthy(complaint(("["):rep(100) .. ("]"):rep(100)):find("too deep", 1, true))
end

function T.faults_are_refused_where_they_are()
  check.equal(complaint("a: 1\nb: 2\na: 3"), "f:3:1: this key is here twice: a")
  check.equal(complaint("a: !!int 3"), "f:1:4: tags have no meaning here: tag:yaml.org,2002:int")
  check.equal(complaint("--- 1\n--- 2"), "f:2:5: wanted one document, got a second")
  check.equal(complaint("? [1]\n: 2"), "f:1:3: wanted a plain key, got a list or a mapping")
  check.equal(complaint("- 1\n-\n- 2"), "f:2:2: wanted a value in the list, got nothing")
  check.equal(complaint("a: *b"), "f:1:4: found undefined alias")
end

function T.bytes_that_are_no_text_are_refused()
  check.truthy(complaint("a: \255"):find("^f: byte 4: "))
  check.truthy(complaint("a: 1\t\0"):find("^f: byte"))
end

return T
