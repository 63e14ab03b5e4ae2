--- The files of a validation: validation.html, validation.json and validation.md in one folder.
local apart = require "runtime.apart"
local command_line = require "runtime.command_line"
local failure = require "runtime.failure"
local files = require "runtime.files"
local markdown = require "runtime.validate.markdown"
local pages = require "runtime.report"
local report = require "runtime.validate.report"

local outputs = {}

local NAME = "validation"

local function path_of(opts, ending) return ("%s/%s.%s"):format(opts.out, NAME, ending) end

--- Refuse at the beginning what could not be written at the end, or over what is read.
function outputs.check(opts)
  if opts.no_files then
    if opts.given.out then
      failure.raise("'--out' says where files go, and '--no-files' that there are none",
        failure.USAGE)
    end
    return
  end
  opts.out = opts.out:gsub("(.)/+$", "%1")
  local taken = { strategy = opts.strategy, out = path_of(opts, "json") }
  apart.check(taken, apart.sources(opts), { "out" })
  pages.check { report = true }
  if not files.is_folder(opts.out) then files.make_folder(opts.out) end
end

--- Write them.
-- @param document  the JSON text
function outputs.write(found, document)
  local opts, command = found.opts, command_line.text()
  files.save(path_of(opts, "json"), document .. "\n", "validation")
  files.save(path_of(opts, "md"), markdown.text(found, command), "validation")
  report.write(path_of(opts, "html"), found)
  if not opts.json then
    io.stderr:write(("tide: %s, .json and .md written\n"):format(path_of(opts, "html")))
  end
end

return outputs
