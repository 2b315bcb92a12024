import type { JsonObject, JsonValue } from '../../values/json';
import { textAt } from '../../connectivity/manifest';
import type { PlanStep } from '../plan/plan-step';
import type { ProofDifference } from '../proof/proof';
import type { Adoption } from './adopt';

/**
 * An adoption as plain data, as `adoption.json` and `adopt --json` have it. It holds no content of Secrets.
 * @param adoption - what was read
 * @param plan - the plan
 * @param proof - what is not as it was in an earlier dump; undefined where there is none
 */
export function adoptionReport(
  adoption: Adoption,
  plan: readonly PlanStep[],
  proof?: readonly ProofDifference[],
): JsonObject {
  const { release, cluster, resource, verrazzano, platform, components, applications, estate } = adoption;
  const metadata = resource.metadata ?? {};
  const { multicluster, ...ofEstate } = estate;
  return plain({
    release: { version: release.version, source: release.source, age: release.age },
    verrazzano: {
      found: verrazzano !== undefined,
      namespace: metadata.namespace,
      name: metadata.name,
      state: verrazzano?.state,
      profile: platform?.profileName,
      environmentName: platform === undefined ? undefined : textAt(platform.effective.spec, 'environmentName'),
    },
    cluster: { found: cluster.found, program: cluster.answers },
    components,
    applications: applications.applications,
    applicationObjects: applications.objects.length,
    estate: { ...ofEstate, placed: multicluster.placed, secrets: multicluster.secrets },
    findings: adoption.findings,
    lacks: adoption.lacks,
    drift: adoption.drift,
    proof,
    plan,
  });
}

/** Fields without value are left out. */
function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject & JsonValue;
}
