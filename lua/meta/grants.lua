---@meta hyla.grants

--- Grants: what a trial may be handed beyond the allow-list, to try the walls behind it.
--
-- Only a build configured with HYLA_TEST_GRANTS has any; what is shipped has none.

local grants = {}

--- Lists the grants of this build.
---
---@return string[]
function grants.names() end

--- Returns a granted library. Raises when this build does not have it.
---
---@param name string
---@return table
function grants.of(name) end

return grants
