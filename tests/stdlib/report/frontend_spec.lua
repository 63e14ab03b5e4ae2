--- The packages a report is drawn with: pinned by version and checksum, or asked for in words.
local frontend = require "stdlib.report.frontend"
local program = require "tests.support.program"

local FETCH = TIDE_ROOT .. "/stdlib/report/fetch.sh"

describe("the front-end packages", function()
  it("are pinned by version and checksum", function()
    local packages = frontend.packages()
    assert.equal(2, #packages)
    for _, package in ipairs(packages) do
      assert.matches("^%d+%.%d+%.%d+$", package.version)
      assert.matches("^%x+$", package.checksum)
      assert.equal(128, #package.checksum)
      assert.equal("LICENSE", package.files[#package.files])
    end
  end)

  it("cannot end the script elements they stand in", function()
    local loaded = frontend.load()
    if not loaded then return pending "the front-end packages are not here (run stdlib/report/fetch.sh)" end
    for _, texts in pairs(loaded) do
      for file, text in pairs(texts) do
        if file:find "%.js$" then assert.is_nil(text:lower():find("</script", 1, true)) end
        if file:find "%.js$" then assert.is_nil(text:find("<!--", 1, true)) end
        if file:find "%.css$" then assert.is_nil(text:lower():find("</style", 1, true)) end
      end
    end
  end)

  it("are asked for in words when npm is missing", function()
    local folder = program.folder()
    local tools = folder .. "/bin"
    program.shell(("mkdir %s && cd %s && for t in bash mkdir mktemp rm; do ln -s $(command -v $t) .; done")
      :format(tools, tools))
    local run = program.shell(("env PATH=%s bash '%s' %s/frontend"):format(tools, FETCH, folder))
    program.remove(folder)
    assert.equal(1, run.code)
    assert.matches("npm is missing; install it", run.err, 1, true)
    assert.equal("", run.out)
  end)

  it("are refused when the checksum differs", function()
    local folder = program.folder()
    program.shell(("mkdir -p %s/stdlib/report %s/bin; cp '%s' %s/stdlib/report/"):format(folder, folder, FETCH, folder))
    program.write(folder .. "/stdlib/report/frontend.txt", "uplot 1.0.0 " .. ("0"):rep(128) .. " LICENSE\n")
    -- an npm that packs something else
    program.write(folder .. "/bin/npm", "#!/bin/bash\necho hello >uplot-1.0.0.tgz; echo uplot-1.0.0.tgz\n")
    local run = program.shell(("chmod +x %s/bin/npm; env PATH=%s/bin:$PATH bash %s/stdlib/report/fetch.sh"):format(
      folder, folder, folder))
    local left = program.shell(("find %s/build/frontend -mindepth 1"):format(folder)).out
    program.remove(folder)
    assert.equal(1, run.code)
    assert.matches("has the checksum", run.err, 1, true)
    assert.equal("", left)
  end)
end)
