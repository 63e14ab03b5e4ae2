--- For sessions that nobody looks at: by the clock, strategies change only when a session is told
-- to take them up (tide attach, live.reload).
return { speed = 1, scripts = { max_errors = 3, on_error = "close" }, reload = { watch = false } }
