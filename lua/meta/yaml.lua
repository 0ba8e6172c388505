---@meta hyla.yaml

--- YAML to plain Lua, with the place of every key and value.
local yaml = {}

---@class YamlPosition
---@field line integer Of the value's first character, from 1.
---@field column integer From 1.
---@field keys? table<string, { line: integer, column: integer }> In a mapping: where its keys are.
---@field values? table<string|integer, YamlPosition> In a mapping or a list: where its values are.

--- Reads one document by YAML's core schema: no tags, no key twice, aliases within limits.
---
--- A key without a value is absent from the value, but has its positions.
---@param text string
---@param name string What a message calls the text.
---@return any value nil when the text is wrong.
---@return YamlPosition|string positions The positions, or `name:line:column: what is wrong`.
function yaml.parse(text, name) end

return yaml
