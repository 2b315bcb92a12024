import { VERRAZZANO_GROUP } from '../definition/verrazzano-api';
import type { HealthCheck } from '../gitops/argo/health';

const LUA = `local function health(status, message)
  return { status = status, message = message }
end
if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "being uninstalled")
end
local status = obj.status or {}
local state = status.state
if state == nil or state == "" then
  return health("Progressing", "not yet seen by the platform operator")
end
if state == "Paused" then
  return health("Suspended", "paused")
end
if state == "Failed" then
  return health("Degraded", "failed")
end
local done = false
for _, condition in ipairs(status.conditions or {}) do
  if condition.status == "True" then
    local kind = condition.type
    if kind == "InstallFailed" or kind == "UpgradeFailed" or kind == "UninstallFailed" then
      return health("Degraded", kind .. ": " .. (condition.message or "no message"))
    end
    done = done or kind == "InstallComplete" or kind == "UpgradeComplete"
  end
end
if state ~= "Ready" or not done then
  return health("Progressing", "state " .. state)
end
local wanted = obj.spec ~= nil and obj.spec.version or nil
if wanted ~= nil and wanted ~= "" and wanted ~= status.version and wanted ~= "v" .. tostring(status.version) then
  return health("Progressing", "version " .. tostring(status.version) .. " is to become " .. wanted)
end
local missing = {}
for name, component in pairs(status.components or {}) do
  local off = component.state == "Disabled" or component.state == "Uninstalled"
  if not off and component.available == "Unavailable" then
    table.insert(missing, name)
  end
end
if #missing > 0 then
  table.sort(missing)
  return health("Degraded", "not available: " .. table.concat(missing, ", "))
end
return health("Healthy", "version " .. tostring(status.version) .. ", " .. tostring(status.available) .. " components available")
`;

/**
 * How Argo CD determines the health of a Verrazzano resource.
 *
 * Facts it rests on (`controller/vzstatus.go`, `reconciler.go`, `finalizer.go` at v1.7.2): the operator never writes a
 * failure, an installation that cannot finish stays in `Reconciling`; the end of an uninstall reads `Ready`; after a
 * change of `spec.version` the old `Ready` remains until the operator reconciles, so the version must agree
 * as well. No string functions: Argo CD does not load them.
 */
export const VERRAZZANO_HEALTH: HealthCheck = { group: VERRAZZANO_GROUP, kind: 'Verrazzano', lua: LUA };
