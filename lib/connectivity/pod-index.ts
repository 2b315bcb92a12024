import { throwProblems } from '../values/problem';
import type { IpRange } from './ip-ranges';
import { formatIpRange } from './ip-ranges';
import { canonicalJson } from './manifest';
import type { ContainerPort, IngressControllerPeer, WorkloadPeer } from './peer';
import { INGRESS_CONTROLLER } from './peer';
import type { PodSelection } from './policy';
import { selects, type Requirement, type Selector } from './selector';

/** Pods that no policy can tell apart: same namespace, labels, ports and network. */
export interface PodClass {
  /** Position in the list of classes. */
  readonly number: number;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  /** Addresses of its pods that are known, where policies match pods by address; empty otherwise. */
  readonly addresses: readonly IpRange[];
  /** Its workloads; none for the ingress controller. */
  readonly workloads: readonly WorkloadPeer[];
}

type Labels = Readonly<Record<string, string>>;

/** Finds pods by label. Answers to equal selectors are remembered. */
export class PodIndex {
  /** All classes; the last one is that of an unknown ingress controller. */
  readonly classes: readonly PodClass[];
  private readonly classOfId = new Map<string, PodClass>();
  private readonly byLabel = new Map<string, number[]>();
  private readonly byNamespace = new Map<string, number[]>();
  private readonly answers = new Map<string, readonly PodClass[]>();
  private readonly namespaceAnswers = new Map<string, ReadonlySet<string>>();

  /**
   * @param workloads - the workloads of the input
   * @param namespaces - labels of their namespaces, and of those without workloads
   * @param byAddress - whether policies match pods by address
   */
  constructor(
    workloads: readonly WorkloadPeer[],
    private readonly namespaces: ReadonlyMap<string, Labels>,
    byAddress = false,
  ) {
    this.classes = classify(workloads, byAddress);
    for (const each of this.classes) {
      push(this.byNamespace, each.namespace, each.number);
      for (const [key, value] of Object.entries(each.labels)) {
        push(this.byLabel, key, each.number);
        push(this.byLabel, `${key}=${value}`, each.number);
      }
      for (const { id } of each.workloads) this.classOfId.set(id, each);
    }
  }

  /**
   * The class of a workload.
   * @throws Error when the workload is not part of the input
   */
  classOf(peer: WorkloadPeer | IngressControllerPeer): PodClass {
    const found = peer.type === 'workload' ? this.classOfId.get(peer.id) : this.classes[this.classes.length - 1];
    if (found === undefined) {
      throwProblems([
        { at: 'Connectivity', what: 'a peer is not part of the input', got: peer.id, fix: 'use one of `workloads`' },
      ]);
      throw new Error('unreachable');
    }
    return found;
  }

  /**
   * The pods of one namespace that a selector selects.
   * @param namespace - name of the namespace
   * @param pods - the selector
   */
  selectIn(namespace: string, pods: Selector): readonly PodClass[] {
    return this.remember(`${namespace} ${pods.text}`, () => this.find(pods, new Set([namespace])));
  }

  /**
   * The pods that a selector selects, in the namespaces that another one selects.
   * @param namespaces - the selector of namespaces
   * @param pods - the selector of pods
   */
  select(namespaces: Selector, pods: Selector): readonly PodClass[] {
    return this.remember(`${namespaces.text} ${pods.text}`, () => this.find(pods, this.namespacesOf(namespaces)));
  }

  /**
   * The pods that a policy or one of its rules selects.
   * @param selection - the selectors
   * @param namespace - namespace of the policy, which is meant without a selector of namespaces
   */
  selection({ namespaces, pods }: PodSelection, namespace: string): readonly PodClass[] {
    return namespaces === undefined ? this.selectIn(namespace, pods) : this.select(namespaces, pods);
  }

  private remember(key: string, find: () => readonly PodClass[]): readonly PodClass[] {
    const known = this.answers.get(key) ?? find();
    this.answers.set(key, known);
    return known;
  }

  private namespacesOf(selector: Selector): ReadonlySet<string> {
    let found = this.namespaceAnswers.get(selector.text);
    if (found === undefined) {
      const names = [...this.byNamespace.keys()];
      found = new Set(names.filter((name) => selects(selector, this.namespaces.get(name) ?? {})));
      this.namespaceAnswers.set(selector.text, found);
    }
    return found;
  }

  /** Tests only the pods of the most selective condition. */
  private find(pods: Selector, namespaces: ReadonlySet<string>): readonly PodClass[] {
    let candidates = [...namespaces].flatMap((namespace) => this.byNamespace.get(namespace) ?? []);
    for (const requirement of pods.requirements) {
      const having = this.having(requirement);
      if (having !== undefined && having.length < candidates.length) candidates = having;
    }
    return candidates
      .flatMap((number) => this.classes[number] ?? [])
      .filter(({ namespace, labels }) => namespaces.has(namespace) && selects(pods, labels));
  }

  private having({ key, operator, values }: Requirement): number[] | undefined {
    if (operator === 'Exists') return this.byLabel.get(key) ?? [];
    if (operator === 'In') return [...values].flatMap((value) => this.byLabel.get(`${key}=${value}`) ?? []);
    return undefined;
  }
}

function classify(workloads: readonly WorkloadPeer[], byAddress: boolean): PodClass[] {
  const groups = new Map<string, WorkloadPeer[]>();
  for (const workload of workloads) {
    const { namespace, labels, ports, hostNetwork } = workload;
    const addresses = byAddress ? workload.addresses.map(formatIpRange) : [];
    const ofPorts = ports.map(({ name = '', protocol, port }) => `${name} ${protocol} ${port}`);
    const key = `${namespace} ${hostNetwork} ${ofPorts.join()} ${addresses.join()} ${canonicalJson(labels)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [workload]);
    else group.push(workload);
  }
  const classes = [...groups.values()].flatMap((group, number): PodClass[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { namespace, labels, ports, hostNetwork } = first;
    const addresses = byAddress ? first.addresses : [];
    return [{ number, namespace, labels, ports, hostNetwork, addresses, workloads: group }];
  });
  const controller: PodClass = {
    number: classes.length,
    namespace: INGRESS_CONTROLLER.id,
    labels: {},
    ports: [],
    hostNetwork: false,
    addresses: [],
    workloads: [],
  };
  return [...classes, controller];
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
