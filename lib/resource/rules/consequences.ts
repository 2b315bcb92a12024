import type { Finding } from './types';

/** Findings of a rule (left) that only follow from those of another rule (right): one mistake is one finding. */
const CAUSES: readonly (readonly [string, string])[] = [
  // Upstream copies the deprecated certificate into the issuer.
  ['clusterIssuer.letsencrypt-email', 'certManager.certificate-email'],
  ['clusterIssuer.letsencrypt-environment', 'certManager.certificate-environment'],
  ['clusterIssuer.ca-secret-exists', 'certManager.certificate-ca-secret-exists'],
  ['certManager.certificate-ca-secret-exists', 'certManager.certificate-exclusive'],
  ['certManager.certificate-provider', 'schema.required'],
  ['convert.installargs', 'schema.required'],
  ['overrides.ref-unresolvable', 'schema.required'],
  ['overrides.ref-unresolvable', 'overrides.one-source'],
  ['overrides.no-source', 'schema.type'],
  ['update.version-lower-than-spec', 'update.version-rollback'],
  ['mysql.volume-size', 'storage.immutable'],
  ['mysql.empty-dir', 'create.profile-name'],
  ['schema.unknown-field', 'schema.required'],
];

/**
 * The findings without those that only follow from another one in the same part of the resource.
 * @param findings - in any order, which is kept
 */
export function withoutConsequences(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding) =>
      !CAUSES.some(
        ([rule, cause]) => rule === finding.rule && findings.some((other) => isCause(other, cause, finding)),
      ),
  );
}

function isCause(other: Finding, cause: string, { path, rule, severity }: Finding): boolean {
  if (other.rule !== cause || other.severity !== severity) return false;
  // The rules of the schema check every part of the resource: only the same object counts.
  return !cause.startsWith('schema.') || path.startsWith(parentOf(other.path, rule === 'schema.unknown-field'));
}

function parentOf(path: string, isMember: boolean): string {
  const end = isMember || path.includes('.') ? path.lastIndexOf('.') : path.length;
  return path.endsWith(']') ? path : path.slice(0, end);
}
