-- expect: denied
-- hyla.nn is open, the files it is made of are not named to candidates.
return require("hyla.nn.dense")
