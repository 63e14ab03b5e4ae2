--- `tide strategies list|show|export|rm`: what the store holds.
local describe = require "runtime.strategies.describe"
local export = require "runtime.strategies.export"
local failure = require "runtime.failure"
local filters = require "runtime.strategies.filters"
local json = require "stdlib.json"
local listing = require "runtime.strategies.listing"
local loader = require "runtime.loader"
local results = require "stdlib.store.results"
local search = require "stdlib.store.search"
local show = require "runtime.strategies.show"
local storage = require "runtime.storage"
local strategies = require "stdlib.store.strategies"
local terminal = require "runtime.terminal"

local as_json = { name = "json", help = "print one JSON document" }
local chosen = {
  name = "STRATEGY", help = "a name, a number, a hash or how it begins; without one, what the "
    .. "options leave", many = true, optional = true,
}

local function options(...)
  local all = {}
  for _, list in ipairs { ... } do
    for _, option in ipairs(list) do all[#all + 1] = option end
  end
  return all
end

--- The ids that words name or, without words, that the options leave.
local function ids_of(db, opts)
  local ids, seen = {}, {}
  for _, word in ipairs(opts.strategy) do
    local row = failure.check(strategies.find(db, word))
    if not seen[row.id] then ids[#ids + 1], seen[row.id] = row.id, true end
  end
  if #opts.strategy > 0 then return ids end
  for i, found in ipairs(search.find(db, filters.query(db, opts))) do ids[i] = found.strategy end
  return ids
end

local function check_choice(opts)
  if #opts.strategy > 0 and filters.given(opts) then
    failure.raise("strategies are named, or chosen by options; not both", failure.USAGE)
  end
end

--- What a word means: a strategy of the store, or the rules of a file as they are now.
local function find(db, word)
  if not (word:find "%.lua$" or word:find "%.json$") then
    return failure.check(strategies.find(db, word))
  end
  local made = failure.check(loader.load(word))
  local row = strategies.by_hash(db, made.hash)
  if row then return row end
  failure.raise(("%s: these rules (hash %s) are not in %s, and have no verdict: 'tide validate' "
    .. "gives one"):format(word, made.hash, db.path))
end

local list = {
  name = "strategies list",
  summary = "the strategies of the store, the best first",
  about = "Lists each strategy once, with the best of its results that the options leave. "
    .. "Strategies without results come last, or not at all where results are asked for.",
  options = options(filters.order("sharpe_ratio", 20), filters.options,
    { storage.option, as_json }),
  examples = {
    "tide strategies list --sort sharpe_ratio --limit 50",
    "tide strategies list --data BTCUSDT --min-trades 100 --where \"max_drawdown<0.3\"",
    "tide strategies list --origin evolve --part validation --json",
  },
  run = function(opts)
    return storage.with(opts, "read", function(db)
      local found = listing.read(db, filters.query(db, opts))
      if opts.json then
        terminal.write(json.encode(listing.document(db, found, opts.sort)), "\n")
      elseif #found == 0 then
        terminal.write(db.path, filters.given(opts) and ": no strategy is like that\n"
          or ": there are no strategies yet\n")
      else
        terminal.write(listing.text(found, opts.sort, terminal.columns(terminal.STDOUT)))
      end
    end)
  end,
}

local one = {
  name = "strategies show",
  summary = "a strategy: rules, origin, results, and what else was tried there",
  about = "Shows a strategy of the store with its rules, verdict and results. A file stands for "
    .. "the rules that it has now: after an edit they are others, and without a verdict.",
  arguments = {
    { name = "STRATEGY", help = "a name, a number, a hash or how it begins, or a file" },
  },
  options = { storage.option, as_json },
  examples = { "tide strategies show 17", "tide strategies show 3f2a9c --json",
    "tide strategies show my.lua" },
  run = function(opts)
    return storage.with(opts, "read", function(db)
      local row = find(db, opts.strategy)
      local found = results.of(db, row.id)
      if opts.json then
        terminal.write(json.encode(describe.all(db, row, found)), "\n")
      else
        terminal.write(show.text(db, row, found, terminal.columns(terminal.STDOUT)))
      end
    end)
  end,
}

local out = {
  name = "strategies export",
  summary = "write strategies as JSON Lines, for 'tide batch' and other programs",
  arguments = { chosen },
  options = options({ { name = "out", value = "FILE", shown = "the standard output",
    help = "a .jsonl file, or a .json or .lua file for one strategy" } },
    filters.order("created", nil), filters.options, { storage.option }),
  examples = {
    "tide strategies export --sort sharpe_ratio --limit 100 --min-trades 50 --out best.jsonl",
    "tide strategies export 17 --out one.json",
  },
  run = function(opts)
    check_choice(opts)
    return storage.with(opts, "read", function(db)
      local ids = ids_of(db, opts)
      if #ids == 0 then failure.raise(db.path .. ": no strategy is like that") end
      local count = export.write(db, ids, opts.out)
      if opts.out then
        io.stderr:write(("tide: %d %s written to %s\n"):format(count,
          count == 1 and "strategy" or "strategies", opts.out))
      end
      return count > 0 and 0 or failure.FAILED
    end)
  end,
}

local remove = {
  name = "strategies rm",
  summary = "remove strategies with their results",
  about = "Removes strategies with their results and trades. What was tried stays in the ledger: "
    .. "forgetting a trial would make the best of the rest look better than it is.",
  arguments = { chosen },
  options = options({ { name = "yes", help = "do it; without this it is only said" } },
    filters.order("created", nil), filters.options, { storage.option }),
  examples = {
    "tide strategies rm 17 --yes",
    "tide strategies rm --origin random --where \"sharpe_ratio<0\" --yes",
  },
  run = function(opts)
    check_choice(opts)
    if #opts.strategy == 0 and not filters.given(opts) then
      failure.raise("'strategies rm' needs a STRATEGY, or an option that says which",
        failure.USAGE)
    end
    return storage.with(opts, opts.yes and "write" or "read", function(db)
      local ids = ids_of(db, opts)
      if opts.yes then
        terminal.write(("%d removed\n"):format(strategies.remove(db, ids)))
      else
        terminal.write(("would remove %d of %d strategies; with --yes it is done\n"):format(#ids,
          strategies.count(db)))
      end
    end)
  end,
}

return {
  name = "strategies", summary = "the strategies of the store",
  commands = { list, one, out, remove },
}
