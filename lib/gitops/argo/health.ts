import { problem } from '../problem';
import { compare } from '../../values/compare';

/** How Argo CD tells the health of a custom kind. */
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

const APPLICATION_LUA = `local hs = { status = "Progressing", message = "not yet compared" }
local st = obj.status
if st == nil or st.health == nil or st.health.status == nil then
  return hs
end
if st.operationState ~= nil and st.operationState.phase == "Running" then
  hs.message = "syncing"
  return hs
end
hs.status = st.health.status
hs.message = st.health.message or ""
return hs
`;

/**
 * Health of Applications of Argo CD itself, which since 1.8 has no check for them: without it, waves across
 * Applications do not wait.
 * Source: Argo CD documentation, "Resource Health", section "Argo CD App".
 */
export const APPLICATION_HEALTH: HealthCheck = { group: 'argoproj.io', kind: 'Application', lua: APPLICATION_LUA };

/**
 * The keys that Argo CD needs in its ConfigMap `argocd-cm`, as plain data: for those who give them as values of a chart
 * below `configs.cm` rather than by the ConfigMap that the app writes.
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
