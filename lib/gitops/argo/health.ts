import { problem } from '../problem';
import { compare } from '../../values/compare';

/** How Argo CD determines the health of a custom kind. */
export interface HealthCheck {
  /** API group. */
  readonly group: string;
  /** Kind. */
  readonly kind: string;
  /**
   * Lua that returns a table with `status` (Healthy, Progressing, Degraded, Suspended) and `message`, from the global
   * `obj`. No string functions (Argo CD does not load them).
   */
  readonly lua: string;
}

const APPLICATION_LUA = `local function result(status, message)
  return { status = status, message = message or "" }
end
local status = obj.status or {}
local sync = status.sync or {}
local operation = status.operationState or {}
if status.health == nil or status.health.status == nil or sync.status == nil then
  return result("Progressing", "not yet compared with Git")
end
if obj.operation ~= nil then
  return result("Progressing", "a sync is about to begin")
end
if operation.phase == "Running" or operation.phase == "Terminating" then
  return result("Progressing", "a sync is running: " .. (operation.message or "no message"))
end
if sync.status ~= "Synced" then
  if operation.phase == "Failed" or operation.phase == "Error" then
    return result("Degraded", "the last sync failed: " .. (operation.message or "no message"))
  end
  return result("Progressing", "not in sync with Git: " .. sync.status)
end
local wanted = obj.spec ~= nil and obj.spec.source or nil
local compared = sync.comparedTo ~= nil and sync.comparedTo.source or nil
if wanted ~= nil and compared ~= nil then
  for _, field in ipairs({ "repoURL", "path", "targetRevision" }) do
    if wanted[field] ~= compared[field] then
      return result("Progressing", "not yet compared with the new " .. field)
    end
  end
end
return result(status.health.status, status.health.message)
`;

/**
 * Health of Applications of Argo CD itself, which since 1.8 has no check for them: without it, waves across
 * Applications do not wait. The health that an Application reports is not enough: kinds without a check of their own
 * count as healthy even when they are missing, so that an Application whose sync failed reports Healthy.
 *
 * - `Progressing`: not yet compared, a sync is requested or running (between attempts too), not in sync, compared with another source;
 * - `Degraded`: not in sync after a failed sync;
 * - otherwise what the Application reports.
 *
 * Source: Argo CD documentation, "Resource Health", section "Argo CD App"; `Application.status` in Argo CD 2.8.
 */
export const APPLICATION_HEALTH: HealthCheck = { group: 'argoproj.io', kind: 'Application', lua: APPLICATION_LUA };

/**
 * The keys that Argo CD needs in its ConfigMap `argocd-cm`, as plain data: for those who give them as values of a chart
 * below `configs.cm` rather than by the patch that the app writes.
 *
 * @param checks - health checks besides the one for Applications
 * @returns `application.resourceTrackingMethod` and one `resource.customizations.health.<group>_<kind>` per check
 * @throws Error when two checks for one kind differ
 */
export function argoCdSettings(checks: readonly HealthCheck[] = []): Record<string, string> {
  const settings = new Map([['application.resourceTrackingMethod', 'annotation']]);
  for (const { group, kind, lua } of [APPLICATION_HEALTH, ...checks]) {
    const key = `resource.customizations.health.${group}_${kind}`;
    if ((settings.get(key) ?? lua) !== lua) {
      const fix = 'declare one of them only';
      throw new Error(problem('', { what: `the kind ${kind}.${group} has two different health checks`, fix }));
    }
    settings.set(key, lua);
  }
  return Object.fromEntries([...settings].sort(([a], [b]) => compare(a, b)));
}
