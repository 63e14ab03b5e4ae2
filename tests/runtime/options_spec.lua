--- How words of a command line become values, and what is said when they cannot.
local options = require "runtime.options"

local command = {
  name = "brew",
  summary = "make tea",
  arguments = {
    { name = "LEAVES", help = "what to brew" },
    { name = "MORE", help = "more of it", many = true, optional = true },
  },
  options = {
    { name = "cups", value = "N", kind = "integer", default = 1, min = 1, max = 12, help = "how many" },
    { name = "heat", value = "DEGREES", kind = "number", above = 0, help = "how hot" },
    { name = "milk", help = "with milk" },
    { name = "add-on", value = "NAME=VALUE", kind = "pair", repeated = true, help = "something else" },
    { name = "sort", value = "SORT", kind = "choice", choices = { "green", "black" }, help = "which" },
    { name = "at", value = "TIME", kind = "time", help = "when" },
  },
}

local function parse(...) return options.parse(command, { ... }) end

describe("options", function()
  it("fills in defaults and remembers what was given", function()
    local opts = parse "assam"
    assert.same({ given = {}, leaves = "assam", more = {}, cups = 1, add_on = {} }, opts)
    opts = parse("--cups", "3", "assam", "--milk", "ceylon", "--add-on", "a=b=c", "--add-on=x=1")
    assert.equal(3, opts.cups)
    assert.is_true(opts.milk)
    assert.is_true(opts.given.cups)
    assert.is_nil(opts.given.heat)
    assert.same({ "ceylon" }, opts.more)
    assert.same({ { name = "a", value = "b=c" }, { name = "x", value = "1" } }, opts.add_on)
  end)

  it("takes everything after -- as it is", function()
    assert.equal("--milk", parse("--", "--milk").leaves)
  end)

  it("takes a negative number and a lone dash for values", function()
    assert.matches("above 0, found '%-5'", select(2, parse("a", "--heat", "-5")))
    assert.equal("-", parse("-").leaves)
  end)

  it("reads UTC times", function()
    assert.equal(1640995200e6, parse("a", "--at", "2022-01-01").at)
    assert.equal(1641033000e6, parse("a", "--at=2022-01-01T10:30").at)
  end)

  for words, message in pairs {
    ["a --cup 2"] = "unknown option '--cup' for 'brew'; did you mean '--cups'?",
    ["a --zzz"] = "unknown option '--zzz' for 'brew'; tide help brew lists them",
    ["a -x"] = "unknown option '-x' for 'brew'; tide help brew lists them",
    ["a --cups"] = "option '--cups' needs a value: --cups N",
    ["a --cups --milk"] = "option '--cups' needs a value: --cups N",
    ["a --cups two"] = "'--cups' needs a whole number, found 'two'",
    ["a --cups 1.5"] = "'--cups' needs a whole number, found '1.5'",
    ["a --cups 0x4"] = "'--cups' needs a whole number, found '0x4'",
    ["a --cups 13"] = "'--cups' needs a number of at most 12, found '13'",
    ["a --cups 0"] = "'--cups' needs a number of at least 1, found '0'",
    ["a --heat nan"] = "'--heat' needs a number, found 'nan'",
    ["a --heat inf"] = "'--heat' needs a number, found 'inf'",
    ["a --heat 1e999"] = "'--heat' needs a number, found '1e999'",
    ["a --cups 2 --cups 3"] = "option '--cups' is given twice",
    ["a --milk=yes"] = "option '--milk' takes no value, found 'yes'",
    ["a --sort grean"] = "'--sort' needs one of green, black, found 'grean'; did you mean 'green'?",
    ["a --at 2022-02-29"] = "'--at' needs a date like 2022-01-01 or 2022-01-01T10:00, found '2022-02-29'",
    ["a --add-on novalue"] = "'--add-on' needs NAME=VALUE, found 'novalue'",
    [""] = "'brew' needs LEAVES (what to brew); tide help brew shows how",
  } do
    it("refuses '" .. words .. "'", function()
      local list = {}
      for word in words:gmatch "%S+" do list[#list + 1] = word end
      local opts, why = options.parse(command, list)
      assert.is_nil(opts)
      assert.equal(message, why)
    end)
  end

  it("refuses what nobody asked for and what is required but absent", function()
    local plain = { name = "plain", options = { { name = "data", value = "FILE", required = true, help = "candles" } } }
    assert.equal("unexpected argument 'x' for 'plain'", select(2, options.parse(plain, { "x", "--data", "f" })))
    assert.equal("'plain' needs --data FILE (candles)", select(2, options.parse(plain, {})))
  end)
end)

describe("a list option", function()
  local try = {
    name = "try",
    arguments = { { name = "WHAT", help = "something" } },
    options = { { name = "data", value = "FILE", repeated = true, list = true } },
  }

  for words, expected in pairs {
    ["x --data a b"] = { "x", "a b" },
    ["x --data a --data b c"] = { "x", "a b c" },
    ["--data a x"] = { "x", "a" },
    ["--data a x b"] = { "x", "a b" },
  } do
    it("reads " .. words, function()
      local list = {}
      for word in words:gmatch "%S+" do list[#list + 1] = word end
      local opts = assert(options.parse(try, list))
      assert.same(expected, { opts.what, table.concat(opts.data, " ") })
    end)
  end

  it("ends at the next option", function()
    local opts, message = options.parse(try, { "x", "--data", "a", "--debug", "b" })
    assert.is_nil(opts)
    assert.equal("unexpected argument 'b' for 'try'", message)
  end)
end)
