--- Lets a model see the products of every two of the first numbers that are seen of a case.

return require("hyla.widening").editor("add_interactions", "products")
