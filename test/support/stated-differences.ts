import type { HopFinding } from '../../lib/definition/hop/hop-finding';
import type { ObjectFinding } from '../../lib/exit/object-finding';

/** Objects by which others know a component, or that hold data: each that goes must be named. */
const NAMED = ['Service', 'ServiceAccount', 'Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'NetworkPolicy'];

/** What the repository of a chart has in another way than its package: CRDs beside it, and placeholders for versions. */
const UNPACKED = /^CustomResourceDefinition .*cert-manager\.io$/;
const PLACEHOLDER = /\$\{|%[A-Z]+%/;

/** Names of objects, as changes name them: whole, or a CRD by its kind. */
function isNamed(object: string, findings: readonly HopFinding[]): boolean {
  const name = object.replace(/^.*[ /]/, '');
  const plural = object.startsWith('CustomResourceDefinition ') ? name.replace(/\..*/, '') : name;
  return findings.some(({ what }) => what.includes(plural));
}

/**
 * Whether a hop states what rendered manifests differ in.
 * @param difference - what differs
 * @param findings - those of the hop
 */
export function isStated({ level, kind, object, what }: ObjectFinding, findings: readonly HopFinding[]): boolean {
  const [type = ''] = object.split(' ');
  if (UNPACKED.test(object) || PLACEHOLDER.test(what)) return true;
  if (kind === 'object') return !(NAMED.includes(type) || level === 'error') || isNamed(object, findings);
  if (kind === 'crd' || kind === 'principal') return isNamed(object, findings);
  // Of ports and hooks of one component one change speaks, and it may name the first of them.
  return findings.some((finding) => finding.kind === kind);
}
