--- `tide research new NAME`: a hypothesis before it is tested; `tide research check FILE`: what is
-- still open in it.
local failure = require "runtime.failure"
local hypothesis = require "stdlib.research.hypothesis"
local json = require "stdlib.json"
local new = require "runtime.research.new"
local terminal = require "runtime.terminal"

local function run_new(opts)
  local document, strategy = new.write(opts.name, opts.dir)
  terminal.write(("%s\n%s\n"):format(document, strategy))
  return 0
end

local create = {
  name = "research new",
  summary = "begin a hypothesis: a document to fill in, and a strategy that runs",
  about = "Writes NAME.md, in which a hypothesis is put down before it is tested (statement, "
    .. "predictions that a program can judge, theory, literature and what contradicts it, regimes, "
    .. "risks, data, success, failure, a checklist), and NAME.lua, a strategy to begin with. "
    .. "Nothing is written over.",
  arguments = { { name = "NAME", help = "of the hypothesis and of the strategy" } },
  options = { { name = "dir", value = "DIR", default = ".", help = "the folder they go to" } },
  examples = { "tide research new dip --dir research" },
  run = run_new,
}

local function put(out, text, ...) out[#out + 1] = text:format(...) end

local function text_of(doc)
  local out = {}
  put(out, "%s: %s", doc.path, doc.title or "without a title")
  put(out, "  predictions  %d", #doc.predictions)
  for _, one in ipairs(doc.predictions) do put(out, "               %s", one.text) end
  put(out, "  open         %s", #doc.open == 0 and "nothing" or tostring(#doc.open))
  for _, one in ipairs(doc.open) do
    put(out, "               %s: %s%s", one.section, one.why,
      one.line and (" (line %d)"):format(one.line) or "")
  end
  return table.concat(out, "\n") .. "\n"
end

local function document_of(doc)
  local predictions, errors, open = {}, {}, {}
  for i, one in ipairs(doc.predictions) do
    predictions[i] = json.object { "metric", one.metric, "operator", one.operator, "value",
      one.value, "part", one.part or "all", "line", one.line }
  end
  for i, one in ipairs(doc.errors) do
    errors[i] = json.object { "line", one.line, "message", one.message }
  end
  for i, one in ipairs(doc.open) do
    open[i] = json.object({ "section", one.section, "why", one.why, "line", one.line }, 6)
  end
  return json.object { "path", doc.path, "title", doc.title or json.null,
    "complete", #open == 0 and #errors == 0, "predictions", json.array(predictions),
    "errors", json.array(errors), "open", json.array(open) }
end

local function run_check(opts)
  local doc = failure.check(hypothesis.load(opts.file))
  for _, one in ipairs(doc.errors) do
    io.stderr:write(("tide: %s:%d: %s\n"):format(doc.path, one.line,
      terminal.printable(one.message)))
  end
  terminal.write(opts.json and json.encode(document_of(doc)) .. "\n"
    or text_of(doc))
  return #doc.errors == 0 and #doc.open == 0 and 0 or failure.FAILED
end

local check = {
  name = "research check",
  summary = "what is still open in a hypothesis, and whether its predictions can be judged",
  about = "Reads a document that 'tide research new' began. Exits with 1 while a section is empty, "
    .. "a list too short, a box of the checklist not ticked or a prediction cannot be read.",
  arguments = { { name = "FILE", help = "the hypothesis" } },
  options = { { name = "json", help = "print one JSON document" } },
  examples = { "tide research check research/dip.md" },
  run = run_check,
}

return {
  name = "research", summary = "put a hypothesis down, and see what it lacks",
  commands = { create, check },
}
