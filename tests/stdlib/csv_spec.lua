--- Tables in text.
local csv = require "stdlib.csv"

local function cells(text)
  local read = assert(csv.parse(text))
  local made = { table.concat(read.header, "|") }
  for _, row in ipairs(read.rows) do made[#made + 1] = row.line .. ":" .. table.concat(row, "|") end
  return table.concat(made, " ")
end

describe("csv", function()
  for text, expected in pairs {
    ["a,b\n1,2\n"] = "a|b 2:1|2",
    ["\239\187\191a;b\r\n1; 2 \r\n\r\n3;4"] = "a|b 2:1|2 4:3|4",
    ["a\tb\n1\t\n"] = "a|b 2:1|",
    [",a\n0,\n1,"] = "|a 2:0| 3:1|",
    ['a,b\n"1,\n""x""",2\n3,4\n'] = 'a|b 2:1,\n"x"|2 4:3|4',
  } do
    it("reads " .. ("%q"):format(text), function() assert.equal(expected, cells(text)) end)
  end

  it("reads back what it is made of", function()
    local r = require("stdlib.generator.random").new(5)
    local pieces = { "a", ",", '"', "\n", " b", "1.5", ";", "" }
    for _ = 1, 300 do
      local lines, expected = { "x,y,z" }, {}
      for i = 1, 4 do
        expected[i] = {}
        local quoted = {}
        for k = 1, 3 do
          expected[i][k] = r:pick(pieces) .. r:pick(pieces) .. r:pick(pieces)
          quoted[k] = '"' .. expected[i][k]:gsub('"', '""') .. '"'
        end
        lines[i + 1] = table.concat(quoted, ",")
      end
      local read = assert(csv.parse(table.concat(lines, "\n") .. "\n"))
      for i = 1, 4 do assert.same(expected[i], { unpack(read.rows[i]) }) end
    end
  end)
end)
