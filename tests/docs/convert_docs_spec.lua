--- The guide on converting: its commands print what stands there, its lists are complete.
local pine = require "stdlib.convert.pine.init"
local program = require "tests.support.program"
local python = require "stdlib.convert.python.init"

local function read(path)
  local file = assert(io.open(TIDE_ROOT .. "/" .. path))
  local text = file:read "*a"
  file:close()
  return text
end

describe("docs/guide/convert.md", function()
  local guide = read "docs/guide/convert.md"
  local folder
  setup(function()
    folder = program.folder()
    assert.equal(0, os.execute(("cp -r %s/strategies %s"):format(TIDE_ROOT, folder)))
    program.write(folder .. "/dip.json", guide:match "```json\n(.-)```")
  end)
  teardown(function() program.remove(folder) end)

  local count = 0
  for block in guide:gsub("```json.-```", ""):gmatch "\n```\n(.-)\n```" do
    for command, printed in (block .. "\n$ "):gmatch "%$ %./(tide [^\n]*)\n(.-)%f[$]" do
      count = count + 1
      it("prints what stands there: " .. command, function()
        local run = program.shell(("cd %s && '%s' %s"):format(folder, program.path, command:match "^tide (.*)$"))
        assert.equal(printed, run.out .. run.err)
      end)
    end
  end
  it("has commands", function() assert.is_true(count >= 5, count) end)

  for name, module in pairs { pine = pine, python = python } do
    it("lists the indicators of " .. name, function()
      local listed = (guide .. "\n"):match("<!%-%- " .. name .. " %-%->\n(.-)\n\n")
      local words = {}
      for word in listed:gmatch "%S+" do words[#words + 1] = word end
      assert.same(module.indicators(), words)
    end)
  end
end)
