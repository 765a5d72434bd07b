-- Sends the requests of a file, each line "path<TAB>session<TAB>body"; a body makes it a POST.
-- A packed body is taken for good when it is not small: its text was looked at before the load.
-- UKUR_ONCE=n: ends when n more requests were answered than there are lines: with n connections the
-- first lines are on their way again while the last are answered.
local ffi = require("ffi")
ffi.cdef("int getpid(void); int kill(int pid, int sig);")

local lines, number, once = {}, 0, os.getenv("UKUR_ONCE") ~= ""
local spare = tonumber(os.getenv("UKUR_ONCE")) or 0
local token, secret = os.getenv("UKUR_TOKEN"), os.getenv("UKUR_SECRET")
local status_wanted, text_wanted = tonumber(os.getenv("UKUR_STATUS")), os.getenv("UKUR_FIND")
good, bad = 0, 0
for line in io.lines(os.getenv("UKUR_REQUESTS")) do lines[#lines + 1] = line end

local function made(line)
  local path, session, body = line:match("^([^\t]*)\t([^\t]*)\t(.*)$")
  local cookies = "csrftoken=" .. secret
  if session ~= "" then cookies = cookies .. "; sessionid=" .. session end
  local headers = { ["Cookie"] = cookies, ["Accept-Encoding"] = "gzip" }
  if body == "" then return wrk.format("GET", path, headers) end
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  return wrk.format("POST", path, headers, "csrfmiddlewaretoken=" .. token .. "&" .. body)
end

request = function()
  number = number + 1
  return made(lines[(number - 1) % #lines + 1])
end

response = function(status, headers, text)
  local packed = headers["content-encoding"] ~= nil
  local found = text_wanted == ""
    or string.find(headers["location"] or "", text_wanted, 1, true)
    or string.find(text, text_wanted, 1, true)
    or (packed and #text > 1000)
  if status == status_wanted and found then
    good = good + 1
  else
    bad = bad + 1
    if bad < 4 then
      local shown = packed and "(packed)" or string.sub(text, 1, 300)
      io.stderr:write(status, " ", headers["location"] or "", " ", shown, "\n")
    end
  end
  if once and good + bad == #lines + spare then ffi.C.kill(ffi.C.getpid(), 2) end
end

local threads = {}
setup = function(thread) threads[#threads + 1] = thread end

done = function(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    'UKUR {"requests": %d, "us": %d, "p50": %d, "p95": %d, "p99": %d, "good": %d, "bad": %d, "socket": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    latency:percentile(99), threads[1]:get("good"), threads[1]:get("bad"),
    errors.connect + errors.read + errors.write + errors.timeout))
end
