--- The program around its commands: help, unknown words, results that cannot be written.
local cli = require "runtime.cli"
local options = require "runtime.options"
local program = require "tests.support.program"

describe("the command line", function()
  it("prints a short help without arguments, which fits a narrow terminal", function()
    local run = program.run()
    assert.equal(0, run.code)
    assert.equal("", run.err)
    local lines = 0
    for line in run.out:gmatch "([^\n]*)\n" do
      lines = lines + 1
      assert.is_true(#line <= 80, line)
    end
    assert.is_true(lines > 5 and lines <= 30, lines .. " lines")
    for _, command in ipairs(cli.commands()) do
      local about = run.out:match "\nAbout tide itself: ([^\n]*)"
      if command.itself then
        assert.matches(" " .. command.name .. ",", (" %s,"):format(about), 1, true)
      else
        assert.matches("\n  " .. command.name .. " ", run.out, 1, true)
      end
    end
  end)

  it("offers the nearest command and option, with exit code 2", function()
    local run = program.run "versoin"
    assert.same({ code = 2, out = "", err = "tide: unknown command 'versoin'; did you mean 'version'?\n" }, run)
    run = program.run("version", "--jsn")
    local message = "tide: unknown option '--jsn' for 'version'; did you mean '--json'?\n"
    assert.same({ code = 2, out = "", err = message }, run)
  end)

  it("says where an option stands when the command is missing", function()
    local second = "'--debug' needs a command before it, as in 'tide backtest ... --debug'; 'tide help' lists them"
    assert.same({ code = 2, out = "", err = "tide: " .. second .. "\n" }, program.run "--debug")
    local first = "'--json' stands before the command: write 'tide version' first, and options after it"
    assert.same({ code = 2, out = "", err = "tide: " .. first .. "\n" }, program.run("--json", "version"))
  end)

  for _, command in ipairs(cli.commands()) do
    describe(command.name, function()
      it("has help that names every option", function()
        local run = program.run(command.name, "--help")
        assert.equal(0, run.code)
        assert.equal(run.out, program.run("help", command.name).out)
        for _, list in ipairs { command.options or {}, options.common } do
          for _, option in ipairs(list) do assert.matches("  --" .. option.name, run.out, 1, true) end
        end
      end)
    end)
  end

  it("lists every command file", function()
    local files = program.shell("ls " .. TIDE_ROOT .. "/runtime/commands")
    local count = 0
    for name in files.out:gmatch "([^\n]+)%.lua" do
      count = count + 1
      assert.is_table(cli.command(name), name)
    end
    assert.equal(#cli.commands(), count)
  end)

  it("says when the result cannot be written", function()
    local run = program.shell(program.path .. " version >/dev/full")
    assert.same({ code = 1, out = "", err = "tide: cannot write the result: No space left on device\n" }, run)
    run = program.shell(program.path .. " version >&-")
    assert.same({ code = 1, out = "", err = "tide: cannot write the result: Bad file descriptor\n" }, run)
  end)

  it("ends quietly when its reader went away", function()
    local run = program.shell(("{ %s help test; echo $? >&2; } | true"):format(program.path))
    assert.is_true(run.err == "141\n" or run.err == "0\n", run.err)
    run = program.shell(("trap '' PIPE; { sleep 0.1; %s help test; echo $? >&2; } | true"):format(program.path))
    assert.equal("141\n", run.err)
  end)

  it("keeps Lua to itself unless --debug is given", function()
    local folder = program.folder()
    program.shell(("cp -r %s/runtime %s/stdlib %s"):format(TIDE_ROOT, TIDE_ROOT, folder))
    program.write(folder .. "/runtime/commands/version.lua",
      'return { name = "version", summary = "x", run = function() local x; return x.y end }')
    local home = "TIDE_HOME=" .. folder .. " "
    local run = program.shell(home .. program.path .. " version")
    local loud = program.shell(home .. program.path .. " version --debug")
    program.remove(folder)
    assert.equal(1, run.code)
    assert.matches("^tide: internal error: this is a defect of tide;[^\n]*\n$", run.err)
    assert.equal(1, loud.code)
    assert.matches("attempt to index local 'x'", loud.err)
    assert.matches("stack traceback", loud.err)
  end)
end)
