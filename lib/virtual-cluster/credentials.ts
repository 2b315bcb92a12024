import { secretsInObject, type SecretFinding } from '../gitops/secrets';
import type { JsonObject } from '../values/json';
import type { Problem } from '../values/problem';

/**
 * Credentials in the values of a virtual cluster: all values go into a Secret with its configuration, which is in Git.
 * @param values - what is stated
 */
export function credentialsIn(values: JsonObject): Problem[] {
  return secretsInObject(values, { kind: 'values', name: 'vcluster.yaml' }).map((finding) => ({
    at:
      finding.kind === 'values'
        ? finding.at
        : [finding.kind, finding.name, finding.at].filter((part) => part !== '').join(' '),
    what: `${finding.what}, and the configuration is in Git`,
    allowed: 'references to Secrets',
    fix: fixOf(finding),
  }));
}

function fixOf({ at }: SecretFinding): string {
  return at.endsWith('.dataSource')
    ? 'remove it, and pass the Secret that holds it as credentials of the store'
    : 'take it from a Secret at run time';
}
