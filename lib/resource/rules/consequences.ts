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
  ['notChecked.letsencrypt-dns', 'effective.issuer-exclusive'],
  ['overrides.ref-unresolvable', 'schema.required'],
  ['overrides.ref-unresolvable', 'overrides.one-source'],
  ['overrides.no-source', 'schema.type'],
  ['update.version-lower-than-spec', 'update.version-rollback'],
  ['mysql.volume-size', 'storage.immutable'],
  ['mysql.empty-dir', 'create.profile-name'],
  ['schema.unknown-field', 'schema.required'],
];

/** Without cert-manager its namespace, which the resource does not state, is missing as well. */
const CERT_MANAGER = ['clusterIssuer.namespace-exists', 'clusterIssuer.crds-required'] as const;
const CERT_MANAGER_NAMESPACE = 'cert-manager';

/**
 * The findings without those that only follow from another one in the same part of the resource.
 * @param findings - in any order, which is kept
 */
export function withoutConsequences(findings: readonly Finding[]): readonly Finding[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = byRule.get(finding.rule);
    if (same === undefined) byRule.set(finding.rule, [finding]);
    else same.push(finding);
  }
  const misspelled = (byRule.get('schema.unknown-field') ?? []).filter(({ severity }) => severity === 'error');
  const parents = [...new Set(misspelled.map(({ path }) => path.slice(0, path.lastIndexOf('.') + 1)))];
  return findings.filter(
    (finding) =>
      !CAUSES.some(
        ([rule, cause]) =>
          rule === finding.rule && byRule.get(cause)?.some((other) => isCause(other, cause, finding)) === true,
      ) &&
      !parents.some((parent) => isAbsentBeside(finding, parent)) &&
      !isOfCertManager(finding, findings),
  );
}

/** A field that is misspelled is absent under its right name: what a rule says of the absent one, or of its list item, follows. */
function isAbsentBeside({ rule, path, value }: Finding, parent: string): boolean {
  const isAbsent = value === undefined || value === null || value === '';
  if (rule === 'effective.list-merge-key') return `${path}.` === parent;
  return isAbsent && !rule.startsWith('schema.') && path.startsWith(parent) && !path.slice(parent.length).includes('.');
}

/** An error does not follow from what is only assumed. */
function isOfCertManager({ rule, value, severity }: Finding, findings: readonly Finding[]): boolean {
  const [consequence, cause] = CERT_MANAGER;
  if (rule !== consequence || value !== CERT_MANAGER_NAMESPACE) return false;
  return findings.some((other) => other.rule === cause && other.severity === severity);
}

function isCause(other: Finding, cause: string, { path, rule, severity }: Finding): boolean {
  if (other.severity !== severity) return false;
  // The rules of the schema check every part of the resource: only the same object counts.
  return !cause.startsWith('schema.') || path.startsWith(parentOf(other.path, rule === 'schema.unknown-field'));
}

function parentOf(path: string, isMember: boolean): string {
  const end = isMember || path.includes('.') ? path.lastIndexOf('.') : path.length;
  return path.endsWith(']') ? path : path.slice(0, end);
}
