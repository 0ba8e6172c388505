--- Prints the names of the cases of the suite "tensor", one a line.

for _, case in ipairs(require("hyla.bench").cases("tensor")) do
  print(case.name)
end
