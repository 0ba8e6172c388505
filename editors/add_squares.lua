--- Lets a model see the squares of the first numbers that are seen of a case.

return require("hyla.widening").editor("add_squares", "squares")
