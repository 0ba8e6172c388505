-- expect: denied
-- Names are compared whole: "hyla.rng\0" is no module, or is hyla.rng and nothing else.
return require("hyla.sandbox\0hyla.rng")
