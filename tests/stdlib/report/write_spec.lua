--- The report as a file: complete, the same each time, with nothing to load.
local frontend = require "stdlib.report.frontend"
local program = require "tests.support.program"
local report = require "stdlib.report"
local report_run = require "tests.support.report_run"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

describe("writing a report", function()
  local folder, run

  setup(function()
    folder = program.folder()
    run = report_run.make { bars = 1500 }
  end)

  teardown(function() program.remove(folder) end)

  local function spec(name, body)
    it(name, function()
      local _, missing = frontend.load()
      if missing then return pending(missing) end
      body()
    end)
  end

  spec("gives the same bytes each time, for one run and a list of it", function()
    assert(report.write(folder .. "/a.html", run))
    assert(report.write(folder .. "/b.html", { run }))
    assert.equal(read(folder .. "/a.html"), read(folder .. "/b.html"))
  end)

  spec("leaves nothing to load: links only where the licences ask for them", function()
    assert(report.write(folder .. "/a.html", run))
    local page = read(folder .. "/a.html"):gsub("<script>.-</script>", "")
    local links = 0
    for attribute, url in page:gmatch '(%w+)="(%a+:[^"]*)"' do
      local fine = attribute == "href" and (url:find "^https://www%.tradingview%.com/"
        or url:find "^https://github%.com/leeoniya/uPlot" or url == "data:,")
      assert.is_truthy(fine, attribute .. " " .. url)
      links = links + 1
    end
    assert.is_true(links > 0)
    assert.is_nil(page:find("@import", 1, true))
    assert.is_nil(page:find "url%(")
    assert.matches("default-src 'none'", page, 1, true)
  end)

  spec("says why it cannot", function()
    local ok, message = report.write(folder .. "/no/such/folder.html", run)
    assert.is_nil(ok)
    local wanted = ("cannot write the report: %s/no/such/folder.html: No such file or directory"):format(folder)
    assert.equal(wanted, message)
    ok, message = report.write("/dev/full", run)
    assert.is_nil(ok)
    assert.matches("cannot write the report: /dev/full: No space left", message, 1, true)
  end)
end)
