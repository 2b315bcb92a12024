import { createHash } from 'crypto';
import type { JsonObject } from '../../values/json';
import { NAMESPACE_NAME } from '../../values/names';

/** Where a virtual object is on the host. */
export interface HostObject {
  /** Its name there. */
  readonly name: string;
  /** Its namespace there; left out for what is in none. */
  readonly namespace?: string;
}

/** What the names depend on. */
export interface HostNamesProps {
  /** Name of the virtual cluster. */
  readonly name: string;
  /** Its namespace on the host. */
  readonly namespace: string;
  /** Whether every virtual namespace is a namespace of the host. @default false */
  readonly multiNamespace?: boolean;
  /** The namespace of workloads, where it is another one. @default - that of the virtual cluster */
  readonly targetNamespace?: string;
}

const PREFIX = 'vcluster.loft.sh/';

/** The label that says which virtual cluster an object on the host is of. */
const MARKER = `${PREFIX}managed-by`;

/** The label with the virtual namespace of an object on the host. */
const NAMESPACE = `${PREFIX}namespace`;

const CONTROLLER = `${PREFIX}controlled-by`;

/** Labels that mean something on the host, and that therefore are renamed. */
const RENAMED: ReadonlySet<string> = new Set([NAMESPACE, MARKER, CONTROLLER]);

/** Renamed too where virtual clusters share a namespace: the selectors of control planes use it. */
const RELEASE = 'release';

/** The longest name that is kept whole. */
const LONGEST = 63;

/**
 * How the syncer of vCluster 0.24 names what it makes on the host, so that policies and DNS records there can name virtual
 * objects. Source: `pkg/util/translate` of vCluster 0.24.2.
 */
export class VirtualHostNames {
  /** @param props - name and namespace of the virtual cluster @internal */
  constructor(private readonly props: HostNamesProps) {}

  /**
   * Where a virtual object of a namespace is.
   * @param name - its name
   * @param namespace - its namespace
   * @param kind - its kind; the API Service is known by another name, and so is one ConfigMap in multi-namespace mode
   */
  object(name: string, namespace: string, kind = ''): HostObject {
    const { props } = this;
    if (name === 'kubernetes' && namespace === 'default' && (kind === 'Service' || kind === 'Endpoints')) {
      return { name: props.name, namespace: props.namespace };
    }
    const hostNamespace = this.namespace(namespace);
    if (props.multiNamespace !== true) {
      return { name: concatenated(name, 'x', namespace, 'x', props.name), namespace: hostNamespace };
    }
    const isRootCa = kind === 'ConfigMap' && name === 'kube-root-ca.crt';
    return { name: isRootCa ? concatenated('vcluster', name, 'x', props.name) : name, namespace: hostNamespace };
  }

  /**
   * Name of a virtual object that is in no namespace.
   * @param name - its name
   */
  clusterObject(name: string): string {
    return concatenated('vcluster', name, 'x', this.props.namespace, 'x', this.props.name);
  }

  /**
   * The namespace of the host that holds a virtual namespace.
   * @param namespace - the virtual namespace
   */
  namespace(namespace: string): string {
    const { name, namespace: own, multiNamespace, targetNamespace } = this.props;
    if (multiNamespace !== true) return targetNamespace ?? own;
    return `vcluster-${digest(namespace).slice(0, 8)}-${digest(`${own}x${name}`).slice(0, 8)}`;
  }

  /**
   * The key of a label on the host.
   * @param key - its key on the virtual object
   * @internal
   */
  label(key: string): string {
    const shared = this.props.multiNamespace !== true && key === RELEASE;
    return RENAMED.has(key) || shared ? this.hashed(`${PREFIX}label`, key) : key;
  }

  /**
   * The key under which pods carry a label of their virtual namespace.
   * @param key - its key on the virtual namespace
   * @internal
   */
  namespaceLabel(key: string): string {
    return this.hashed(`${PREFIX}ns-label`, key);
  }

  /**
   * The labels of an object on the host.
   * @param labels - those of the virtual object
   * @param namespace - its virtual namespace; none for what is in none
   */
  labels(labels: Readonly<Record<string, string>>, namespace?: string): Readonly<Record<string, string>> {
    const renamed = Object.entries(labels).map(([key, value]) => [this.label(key), value] as const);
    return { ...Object.fromEntries(renamed), ...this.marks(namespace) };
  }

  /**
   * The labels of a pod on the host: also those of its virtual namespace.
   * @param labels - those of the virtual pod
   * @param namespace - its virtual namespace
   * @param namespaceLabels - the labels of that namespace; its name is always one
   * @internal
   */
  podLabels(
    labels: Readonly<Record<string, string>>,
    namespace: string,
    namespaceLabels: Readonly<Record<string, string>> = {},
  ): Readonly<Record<string, string>> {
    const own = { [NAMESPACE_NAME]: namespace, ...namespaceLabels };
    const inherited = Object.entries(own).map(([key, value]) => [this.namespaceLabel(key), value] as const);
    return {
      ...this.labels(labels, namespace),
      ...Object.fromEntries(inherited),
    };
  }

  /**
   * A selector on the host that finds what a selector of labels finds in one virtual namespace.
   * @param matchLabels - the labels of the virtual selector
   * @param namespace - the virtual namespace
   */
  selector(matchLabels: Readonly<Record<string, string>>, namespace: string): JsonObject {
    return { matchLabels: this.labels(matchLabels, namespace) };
  }

  /**
   * Name of the Service that stands for a node of the host inside.
   * @param node - name of the node
   * @internal
   */
  nodeService(node: string): string {
    return concatenated(this.props.name, 'node', node.replace(/\./g, '-'));
  }

  /** Name of the Lease that replicas of the control plane elect their leader with. @internal */
  get lease(): string {
    return `vcluster-${this.props.name}-controller`;
  }

  /** The value of the marker label of objects that are in no namespace. @internal */
  get clusterMarker(): string {
    return concatenated(this.props.namespace, 'x', this.props.name);
  }

  private marks(namespace: string | undefined): Readonly<Record<string, string>> {
    if (namespace === undefined) return { [MARKER]: this.clusterMarker };
    return this.props.multiNamespace === true ? {} : { [MARKER]: this.props.name, [NAMESPACE]: namespace };
  }

  private hashed(prefix: string, key: string): string {
    return concatenated(prefix, this.props.name, 'x', digest(key).slice(0, 10));
  }
}

/** Parts joined by `-`; what is longer than a label is cut, and its hash appended. */
function concatenated(...parts: readonly string[]): string {
  const whole = parts.join('-');
  if (whole.length <= LONGEST) return whole;
  return `${whole.slice(0, 52)}-${digest(whole).slice(0, 10)}`.replaceAll('.-', '-');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
