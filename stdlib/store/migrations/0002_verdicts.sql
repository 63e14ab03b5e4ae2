-- What `tide validate` decided, and what it tried on the way.

-- forward

-- The last verdict of a hash is that of the strategy; an edited strategy has another hash and
-- therefore none.
CREATE TABLE verdicts (
  id INTEGER PRIMARY KEY,
  strategy TEXT NOT NULL,     -- hash
  name TEXT NOT NULL,
  decided INTEGER NOT NULL,   -- ms since 1970
  verdict TEXT NOT NULL CHECK (verdict IN ('GO', 'NO-GO', 'MORE DATA')),
  document TEXT NOT NULL      -- JSON of `tide validate`: data, settings, every check
);
CREATE INDEX verdicts_by_strategy ON verdicts (strategy, id);

-- Hash of the strategy in whose validation alone a combination was tried. It was there before them,
-- so they do not count against it, but against every other.
ALTER TABLE trials ADD COLUMN validates TEXT;

-- back

ALTER TABLE trials DROP COLUMN validates;
DROP TABLE verdicts;
