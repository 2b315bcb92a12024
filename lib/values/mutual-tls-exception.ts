import { DNS_LABEL, isDnsLabel, labelProblems } from './names';
import type { Problem } from './problem';

/** What a sidecar accepts: mutual TLS only, plaintext as well, or plaintext only. */
export type MutualTls = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** Fields that exceptions of either kind have. */
export interface MutualTlsExceptionBase {
  /** Namespace of the pods; not `istio-system`, whose setting is that of the mesh. */
  readonly namespace: string;
  /** Why, for reviewers. */
  readonly reason: string;
}

/** All pods of a namespace. */
export interface NamespaceException extends MutualTlsExceptionBase {
  /** The mode. */
  readonly mode: MutualTls;
  readonly workload?: never;
  readonly ports?: never;
}

/** Pods of one workload, or single ports of them. */
export interface WorkloadException extends MutualTlsExceptionBase {
  /** The pods. */
  readonly workload: {
    /** Name of the workload, which names the object. */
    readonly name: string;
    /** Labels that select the pods; at least one. */
    readonly labels: Readonly<Record<string, string>>;
  };
  /**
   * The mode of all ports that are not named.
   * @default - that of the namespace or the mesh
   */
  readonly mode?: MutualTls;
  /**
   * The mode of single ports: numbers of ports of the pods.
   * @default - none
   */
  readonly ports?: Readonly<Record<number, MutualTls>>;
}

/** Where mutual TLS differs from the mesh: in a namespace, or for the pods of a workload. */
export type MutualTlsException = NamespaceException | WorkloadException;

const AT = 'IstioMesh.of';
/** The modes of mutual TLS. Source: Istio, reference of PeerAuthentication. */
export const MUTUAL_TLS_MODES: readonly MutualTls[] = ['STRICT', 'PERMISSIVE', 'DISABLE'];

/**
 * What is wrong with exceptions to mutual TLS.
 * @param exceptions - the exceptions
 */
export function exceptionProblems(exceptions: readonly MutualTlsException[]): Problem[] {
  return [...exceptions.flatMap(problemsOf), ...duplicates(exceptions)];
}

function problemsOf(exception: MutualTlsException): Problem[] {
  const { namespace, reason, mode, workload, ports } = exception;
  const modes = [...(mode === undefined ? [] : [mode]), ...Object.values(ports ?? {})];
  const problem = (what: string, got: unknown, allowed: string): Problem => ({
    at: AT,
    what: `mutualTlsExceptions: ${what}`,
    got,
    allowed,
  });
  return [
    ...(isDnsLabel(namespace) ? [] : [problem('namespace is not a valid name', namespace, DNS_LABEL)]),
    ...(namespace === 'istio-system'
      ? [problem('a policy in this namespace applies to the whole mesh', namespace, 'any other namespace')]
      : []),
    ...(reason.trim() === '' ? [problem('the reason is empty', reason, 'a short text for reviewers')] : []),
    ...modes
      .filter((one) => !MUTUAL_TLS_MODES.includes(one))
      .map((one) => problem('a mode is unknown', one, MUTUAL_TLS_MODES.join(', '))),
    ...(modes.length === 0 ? [problem('neither mode nor ports are given', undefined, 'one of them, or both')] : []),
    ...(workload === undefined && ports !== undefined
      ? [problem('ports are given without a workload', ports, 'ports of a workload')]
      : []),
    ...(workload !== undefined && !isDnsLabel(workload.name)
      ? [problem('workload.name is not a valid name', workload.name, DNS_LABEL)]
      : []),
    ...(workload !== undefined && Object.keys(workload.labels).length === 0
      ? [
          problem(
            'workload.labels is empty',
            workload.labels,
            'one or more labels; leave workload out for the namespace',
          ),
        ]
      : []),
    ...labelProblems('mutualTlsExceptions: workload.labels', workload?.labels).map((one) => ({ at: AT, ...one })),
    ...Object.keys(ports ?? {})
      .map(Number)
      .filter((port) => !Number.isInteger(port) || port < 1 || port > 65535)
      .map((port) => problem('a port is not valid', port, '1 to 65535')),
  ];
}

function duplicates(exceptions: readonly MutualTlsException[]): Problem[] {
  const ids = exceptions.map(({ namespace, workload }) => `${namespace}/${workload?.name ?? ''}`);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  return twice.map((got) => ({
    at: AT,
    what: 'mutualTlsExceptions: two entries are for the same pods',
    got,
    allowed: 'one; it may name several ports',
  }));
}
