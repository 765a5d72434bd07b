-- One check-in per person: the n-th request carries the n-th person's session.
local number, recorded, other = 0, 0, 0
local path, token, secret = os.getenv("UKUR_PATH"), os.getenv("UKUR_TOKEN"), os.getenv("UKUR_SECRET")
local key = os.getenv("UKUR_KEY")
local body = "csrfmiddlewaretoken=" .. token .. "&kode="

request = function()
  number = number + 1
  local headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["HX-Request"] = "true",
    ["Cookie"] = string.format("csrftoken=%s; perangkat=%032x; sessionid=%s%024d", secret, number, key, number),
  }
  return wrk.format("POST", path, headers, body)
end

response = function(status, _, text)
  if status == 200 and string.find(text, "Tercatat", 1, true) then
    recorded = recorded + 1
  else
    other = other + 1
    if other < 4 then io.stderr:write(status, " ", string.sub(text, 1, 300), "\n") end
  end
  if recorded % 500 == 0 then
    local file = io.open(os.getenv("UKUR_COUNT"), "w")
    file:write(recorded, " ", other, "\n")
    file:close()
  end
end

done = function(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    'UKUR {"requests": %d, "us": %d, "p50": %d, "p95": %d, "p99": %d, "status": %d, "socket": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
