import { Construct } from 'constructs';
import { GitOpsApp } from '../gitops/gitops-app';
import type { GitOpsCluster } from '../gitops/gitops-cluster';
import type { OutputObject, OutputSource } from '../gitops/output-check';
import type { JsonObject } from '../values/json';
import { describeProblem } from '../values/problem';
import { checkObjects } from './check';
import type { SourceObject } from './checked-object';
import type { CheckFinding, FindingSeverity } from './finding';
import type { OpensNamespaces } from './references/provided';
import { DEFAULT_MINORS, readMinors } from './versions';
import { requireProps } from '../values/shape/require-props';

/** Properties of `ManifestChecks`. */
export interface ManifestChecksProps {
  /** Versions of Kubernetes that must accept the objects: one, such as `1.27`, or a range. @default '1.24-1.28' */
  readonly kubernetes?: string;
  /** The lowest severity that stops the synthesis. @default 'error' */
  readonly failOn?: Exclude<FindingSeverity, 'info'>;
}

/**
 * Checks all objects of a `GitOpsApp` at every synthesis, with the rules of `cdk8s-verrazzano check`: schemas, references, selectors,
 * API versions, names and waves. Findings are errors with the paths of constructs, and nothing is written then.
 *
 * What the program declares does not count as missing: required Secrets, namespaces and objects of others, charts and kustomizations.
 */
export class ManifestChecks extends Construct {
  private readonly props: ManifestChecksProps;

  /**
   * @param scope - the app, or any construct in it
   * @throws InputError when `kubernetes` is malformed
   */
  constructor(scope: Construct, id: string, props: ManifestChecksProps = {}) {
    requireProps('ManifestChecksProps', props, scope, id);
    super(scope, id);
    this.props = props;
    if (props.kubernetes !== undefined) readMinors(props.kubernetes);
    GitOpsApp.of(scope).addOutputCheck((objects, sources) => this.check(objects, sources));
  }

  private check(objects: readonly OutputObject[], sources: readonly OutputSource[]): string[] {
    const { kubernetes, failOn = 'error' } = this.props;
    const minors = kubernetes === undefined ? DEFAULT_MINORS : readMinors(kubernetes);
    return [...new Set(objects.map(({ cluster }) => cluster))].flatMap((cluster) => {
      const own = objects.filter((each) => each.cluster === cluster);
      const findings = checkObjects(own.map(sourceOf), {
        minors,
        externals: [
          ...cluster.requiredSecrets.map((secret) => ({ kind: 'Secret', ...secret })),
          ...cluster.declaredObjects,
        ],
        opens: [openedIn(cluster, sources)],
      });
      const isShown = ({ severity }: CheckFinding): boolean => severity === 'error' || severity === failOn;
      // Secrets are refused by the app itself, which also knows what is allowed.
      return findings.filter((each) => each.rule !== 'secret' && isShown(each)).map(messageOf);
    });
  }
}

function sourceOf({ path, cluster, unit, manifest }: OutputObject): SourceObject {
  const object = manifest as unknown as JsonObject;
  return { file: path, document: 0, item: [], object, root: cluster.clusterName, apart: true, unit };
}

/** Namespaces in which others have objects. */
function openedIn(cluster: GitOpsCluster, sources: readonly OutputSource[]): OpensNamespaces {
  const own = sources.filter((each) => each.cluster === cluster);
  if (own.some(({ namespace }) => namespace === undefined)) return () => 'all';
  const names = [...cluster.declaredNamespaces.map(({ name }) => name), ...own.map(({ namespace = '' }) => namespace)];
  return () => names;
}

function messageOf({ file, object, field, message, got, allowed, fix, rule }: CheckFinding): string {
  const what = `${object}${field === '' ? '' : `: ${field}`} ${message}`;
  return describeProblem({
    at: file,
    what,
    fix: `${fix} (${rule})`,
    ...(got !== undefined && { got }),
    ...(allowed !== undefined && { allowed }),
  });
}
