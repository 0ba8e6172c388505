-- expect: denied
return require("tests.support.sandbox_entry")
