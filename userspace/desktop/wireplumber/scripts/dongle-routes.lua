-- SPDX-License-Identifier: GPL-2.0-only
--
-- Beside WirePlumber's own policy-device-routes.lua, which sets an output that it
-- does not know to 40 %, and keeps only what was set through PipeWire: an output of
-- a dongle that was never used before starts quiet, and each level is remembered,
-- whoever set it.

local QUIET = 0.001 -- -60 dB below the loudest

local state = State("default-routes") -- policy-device-routes.lua writes it
local known = {} -- bound id of a device -> names of the routes that were seen active

local function routes(device)
  local found = {}
  for param in device:iterate_params("Route") do
    local route = param:parse()
    if route.object_id == "Route" and route.properties.direction == "Output" then
      table.insert(found, route.properties)
    end
  end
  return found
end

local function is_stored(device, route)
  local key = device.properties["device.name"] .. ":output:" .. route.name .. ":channelVolumes"
  return state:load()[key] ~= nil
end

local function set_route(device, route, props)
  device:set_param("Route", Pod.Object {
    "Spa:Pod:Object:Param:Route", "Route",
    index = route.index,
    device = route.device,
    props = props,
    save = true,
  })
end

local function quiet(route)
  local volumes = { "Spa:Float" }
  for _, volume in ipairs(route.props.properties.channelVolumes) do
    if type(volume) == "number" then
      table.insert(volumes, math.min(volume, QUIET))
    end
  end
  return Pod.Object {
    "Spa:Pod:Object:Param:Props", "Route",
    channelVolumes = Pod.Array(volumes),
  }
end

local function handle(device)
  local seen = known[device["bound-id"]]
  for _, route in ipairs(routes(device)) do
    if not seen[route.name] then
      seen[route.name] = true
      local props = not is_stored(device, route) and quiet(route) or nil
      -- after what the other policy sends on the same occasion
      Core.sync(function ()
        set_route(device, route, props)
      end)
    end
  end
end

om = ObjectManager {
  Interest {
    type = "device",
    Constraint { "device.profile-set", "=", "dongle.conf", type = "pw" },
  }
}

om:connect("object-added", function (_, device)
  known[device["bound-id"]] = {}
  device:connect("params-changed", handle)
  handle(device)
end)

om:connect("object-removed", function (_, device)
  known[device["bound-id"]] = nil
end)

om:activate()
