---@meta hyla.interrupt

--- Interruptions: Ctrl-C as an error in the chunk that is running.
---
--- Code that LuaJIT interprets stops by itself; code that it has compiled stops at the checks that
--- hyla.fuel writes into a source, when they are dealt their units by `deal`.
local interrupt = {}

--- Lets Ctrl-C end nothing from here on, but what `call` runs.
function interrupt.hold() end

--- Calls a function that Ctrl-C ends by an error, like xpcall.
---
---@param handler fun(message: any): any Of errors.
---@param call function
---@param ... any Its arguments.
---@return boolean has_come Whether Ctrl-C was pressed meanwhile.
---@return boolean is_ok
---@return any ... What it returned, or the handler made of the error.
function interrupt.call(handler, call, ...) end

--- Returns how many units may go by until the next call; raises after Ctrl-C, again and again
--- until the call is over, whoever catches the error.
---
---@return integer units
function interrupt.deal() end

return interrupt
