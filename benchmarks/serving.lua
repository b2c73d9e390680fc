-- Asks for the addresses of a file in turn, each time with another `_ttl` if a name for it is given; in the end says what was
-- answered and how long that took.
local paths, place, name = {}, 0, nil

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  name = args[2]
end

function request()
  place = place + 1
  local path = paths[(place - 1) % #paths + 1]
  if name then
    path = path .. (path:find("?", 1, true) and "&" or "?") .. name .. "=" .. place
  end
  return wrk.format("GET", path)
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("found %d %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    errors.status + failed, latency:percentile(50), latency:percentile(95), latency.max))
end
