--- A module that is no entry module: not a table.

return function() end
