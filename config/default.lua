--- What sessions of `tide paper` and `tide daemon` run with, where neither a file (--config FILE)
-- nor an option says otherwise. A file of your own needs only the keys that differ. Those marked
-- "while it runs" are taken up when the file is saved; the others when a session is started.
return {
  -- The least that is said: "debug", "info", "warn" or "error". While it runs.
  log_level = "info",

  -- Seconds of the feed in a second of the clock, above 0; "max" waits for nothing. While it runs.
  speed = 1,

  scripts = {
    -- Errors after which a script is stopped, from 1. While it runs, for versions that begin then.
    max_errors = 10,

    -- What becomes of its orders: "cancel" (them), "close" (its positions, too) or "keep" (all).
    -- While it runs.
    on_error = "cancel",

    -- Milliseconds that the time of a session waits for scripts at an event, 1 to 1000. While it
    -- runs.
    patience_ms = 25,

    -- Milliseconds of processor time of one call, 10 to 10000. While it runs, for versions that
    -- begin then; so are the two below.
    call_ms = 200,

    -- Milliseconds without a sign of life after which a script is ended, 100 to 60000.
    silent_ms = 2000,

    -- Memory of a script in MiB, 16 to 4096.
    megabytes = 64,
  },

  feed = {
    -- Seconds that pipes wait for one that is silent, 0 to 3600. While it runs.
    grace = 10,
  },

  reload = {
    -- Are files of strategies watched?
    watch = true,

    -- Bars on which a new version is tried, 10 to 100000. While it runs.
    recent_bars = 1000,
  },
}
