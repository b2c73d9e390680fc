-- Asks for the addresses of a file in turn; in the end says what was answered and how long that took.
local paths, place = {}, 0

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
end

function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("found %d %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    errors.status + failed, latency:percentile(50), latency:percentile(95), latency.max))
end
