--- Expressions over candles that are there: the words of strategies, for as long as somebody
-- holds what they made. A strategy's recorder keeps every node until the file has been read; a
-- session goes on for hours, so here a node goes with the last object that needs it.
local classes = require "stdlib.expr.classes"
local recorder = require "stdlib.expr.recorder"

local session = {}

local RECENT = 256 -- more than the arguments of any one node, which are made before it

local function weak(mode) return setmetatable({}, { __mode = mode }) end

local function needs_of(nodes, node)
  local needs = {}
  for i, id in ipairs(node.args or node.inputs or {}) do needs[i] = nodes[id] end
  return needs
end

--- A recorder whose nodes have `id`, and `needs`: the nodes of their arguments.
-- @param bind  function(r, node): gives the node of a field its candles
function session.new(bind)
  local r = recorder.new "=?"
  local count, node_of = 0, weak "k"
  r.nodes, r.handles, r.recent = weak "v", weak "k", {}
  function r:make(kind, node)
    count = count + 1
    node.kind, node.id, node.needs = kind, count, needs_of(self.nodes, node)
    self:note_position(node)
    if node.form == "field" and not node.position then bind(self, node) end
    self.recent[count % RECENT] = node
    self.nodes[count] = node
    local object = setmetatable({}, self.classes[kind])
    self.handles[object], node_of[object] = count, node
    return object
  end
  function r.node_of(object) return node_of[object] end
  classes.install(r)
  return r
end

return session
