--- `tide db status|migrate|rollback|openings`: the schema of the store, and its log of looks.
local json = require "stdlib.json"
local listing = require "runtime.validate.openings"
local migrate = require "stdlib.store.migrate"
local openings = require "stdlib.store.openings"
local storage = require "runtime.storage"
local terminal = require "runtime.terminal"
local time = require "stdlib.time"

local as_json = { name = "json", help = "print one JSON document" }

local function show(db, opts)
  local steps = migrate.status(db)
  if opts.json then
    local list = {}
    for i, step in ipairs(steps) do
      list[i] = json.object {
        "number", step.number, "name", step.name, "applied", step.applied or json.null,
      }
    end
    terminal.write(json.encode(json.object { "store", db.path, "steps", json.array(list) }), "\n")
    return
  end
  terminal.write(db.path, "\n")
  for _, step in ipairs(steps) do
    local when = step.applied and "since " .. time.format(step.applied) or "missing"
    terminal.write(("  %-24s %s\n"):format(step.name, when))
  end
end

local status = {
  name = "db status",
  summary = "which steps of the schema a store has taken",
  options = { storage.option, as_json },
  examples = { "tide db status", "tide db status --store my.db --json" },
  run = function(opts)
    storage.bare(opts, "read", function(db) show(db, opts) end)
  end,
}

local forward = {
  name = "db migrate",
  summary = "bring a store to the schema of this tide",
  options = { storage.option },
  examples = { "tide db migrate" },
  run = function(opts)
    storage.bare(opts, "create", function(db)
      local taken = migrate.forward(db)
      for _, name in ipairs(taken) do terminal.write(name, ": done\n") end
      if #taken == 0 then terminal.write(db.path, " is up to date\n") end
    end)
  end,
}

local back = {
  name = "db rollback",
  summary = "take the last step of the schema back, with what its tables hold",
  options = { storage.option, { name = "yes", help = "do it; without this it is only said" } },
  examples = { "tide db rollback --store my.db --yes" },
  run = function(opts)
    local mode = opts.yes and "write" or "read"
    return storage.bare(opts, mode, function(db)
      local steps, last = migrate.status(db), nil
      for _, step in ipairs(steps) do last = step.applied and step or last end
      if not last then
        terminal.write(db.path, ": there is nothing to take back\n")
      elseif opts.yes then
        terminal.write(migrate.back(db), ": taken back\n")
      else
        terminal.write(("would take back %s and delete what its tables hold; "
          .. "with --yes it is done\n"):format(last.name))
      end
    end)
  end,
}

local opened = {
  name = "db openings",
  summary = "the log of looks at sealed test parts",
  about = "Each time 'tide validate' opened the test part of an instrument: when, which strategy, "
    .. "and what it saw. The log only grows.",
  options = { storage.option, as_json },
  examples = { "tide db openings" },
  run = function(opts)
    return storage.with(opts, "read", function(db)
      local list = openings.all(db)
      if opts.json then
        terminal.write(json.encode(listing.document(list)), "\n")
      else
        terminal.write(listing.text(list, db.path, terminal.columns(terminal.STDOUT)))
      end
    end)
  end,
}

return {
  name = "db", summary = "the store of strategies and results", itself = true,
  commands = { status, forward, back, opened },
}
