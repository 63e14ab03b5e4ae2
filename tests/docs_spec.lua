--- The documentation says what the program says.
local program = require "tests.support.program"

local GENERATED = {
  "docs/reference/cli.md", "docs/reference/indicators.md", "docs/luals/strategy.lua", "docs/luals/ta.lua",
  "docs/luals/session.lua",
}
local WITH_OUTPUT = { "README.md", "docs/guide/breakout.md", "docs/guide/regimes.md" }

local function read(path)
  local file = assert(io.open(path))
  local text = file:read "*a"
  file:close()
  return text
end

describe("the documentation", function()
  local folder
  setup(function()
    folder = program.folder()
    local run = program.shell(("%s/docs/generate %s %s"):format(TIDE_ROOT, program.path, folder))
    assert.equal(0, run.code, run.err)
  end)
  teardown(function() program.remove(folder) end)

  local function check(paths)
    for _, path in ipairs(paths) do
      assert.is_true(read(TIDE_ROOT .. "/" .. path) == read(folder .. "/" .. path),
        path .. " is out of date: run docs/generate build/tide")
    end
  end

  it("has the reference that the tables give", function() check(GENERATED) end)

  it("has a picture of every indicator, and of nothing else", function()
    local where = "docs/reference/indicators/"
    local found = program.shell(("cd %s && ls %s"):format(TIDE_ROOT, where)).out
    local drawn = program.shell(("cd %s && ls %s"):format(folder, where)).out
    assert.equal(drawn, found)
    local count = 0
    for name in drawn:gmatch "[^\n]+" do
      count = count + 1
      check { where .. name }
    end
    assert.is_true(count > 30, count)
  end)

  it("shows output that the program prints", function()
    local data = io.open(TIDE_ROOT .. "/../shared/data/BTCUSDT_1h.csv")
    if not data then return pending "no market data in ../shared/data" end
    data:close()
    check(WITH_OUTPUT)
  end)

  it("links to files that exist", function()
    local found = program.shell(("cd %s && find . -name '*.md' -not -path './build/*'"):format(TIDE_ROOT))
    local links = 0
    for path in found.out:gmatch "[^\n]+" do
      local from = TIDE_ROOT .. "/" .. path
      for link in read(from):gmatch "%]%(([^)#]+)" do
        if not link:find "^https?://" then
          links = links + 1
          local target = from:match "^(.*)/" .. "/" .. link
          assert.equal(0, os.execute(("test -e '%s'"):format(target)), path .. " links to " .. link)
        end
      end
    end
    assert.is_true(links > 10, links)
  end)

  it("opens with a strategy that loads", function()
    local text = read(TIDE_ROOT .. "/README.md"):match "```lua\n(.-)```"
    local path = program.write(folder .. "/readme.lua", text)
    local strategy = assert(require("runtime.loader").load(path, {}))
    assert.equal("trend", strategy.name)
  end)
end)
