import { DNS_LABEL, isDnsLabel, labelProblems, NAMESPACE_NAME } from './names';
import type { Problem } from './problem';
import { throwProblems } from './problem';
import { portProblems } from './external';
import { requireShape } from './shape/require-shape';

/** Which pods are meant. */
export interface PodsProps {
  /**
   * Namespace of the pods.
   * @default - every namespace that `namespaceLabels` select
   */
  readonly namespace?: string;
  /**
   * Labels of their namespaces; anyone who may label a namespace can add pods.
   * @default - none
   */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /**
   * Labels of the pods.
   * @default - every pod of the namespaces
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * TCP ports on which they listen; needed where they are reached.
   * @default - none
   */
  readonly ports?: readonly number[];
}

/** Pods that are not part of the platform. */
export class Pods {
  /**
   * Pods by labels.
   * @param props - which ones; a namespace, labels of namespaces, or both must be given
   * @throws Error when neither is given, or a name, label or port is not valid
   */
  static of(props: PodsProps): Pods {
    requireShape('PodsProps', props, 'Pods.of');
    const { namespace, namespaceLabels = {}, labels = {}, ports = [] } = props;
    const unbounded: Problem[] =
      namespace === undefined && Object.keys(namespaceLabels).length === 0
        ? [
            {
              at: 'Pods.of',
              what: 'the pods are those of every namespace',
              allowed: 'namespace, namespaceLabels, or both',
              fix: 'set namespace or namespaceLabels',
            },
          ]
        : [];
    const name: Problem[] =
      namespace === undefined || isDnsLabel(namespace)
        ? []
        : [{ what: 'namespace is not a valid name', got: namespace, allowed: DNS_LABEL }];
    const named = [...name, ...labelProblems('namespaceLabels', namespaceLabels), ...labelProblems('labels', labels)];
    throwProblems([...unbounded, ...named, ...(ports.length === 0 ? [] : portProblems('Pods.of', ports))], 'Pods.of');
    const inNamespace: Record<string, string> = namespace === undefined ? {} : { [NAMESPACE_NAME]: namespace };
    return new Pods({ ...inNamespace, ...namespaceLabels }, labels, ports);
  }

  private constructor(
    /** Labels of their namespaces. */
    readonly namespaceLabels: Readonly<Record<string, string>>,
    /** Labels of the pods; empty is every pod. */
    readonly labels: Readonly<Record<string, string>>,
    /** TCP ports on which they listen. */
    readonly ports: readonly number[],
  ) {}
}
