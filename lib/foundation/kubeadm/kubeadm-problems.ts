import { isIP } from 'net';
import { addressProblems } from '../../values/addresses';
import type { JsonObject } from '../../values/json';
import {
  DNS_LABEL,
  DNS_SUBDOMAIN,
  HOST_NAME,
  isDnsLabel,
  isDnsSubdomain,
  isHostName,
  labelProblems,
} from '../../values/names';
import { nearest } from '../../values/nearest';
import type { Problem } from '../../values/problem';
import { KUBELET_FIELDS, KUBE_PROXY_FIELDS } from './component-fields';
import { firstNode } from './kubeadm-documents';
import type { ApiServer, Etcd, KubeadmConfigProps, KubeadmNode } from './kubeadm-props';
import { networkingProblems } from './networking-problems';
import { KUBEADM_VERSIONS, kubernetesVersion } from './kubeadm-version';

/** Labels below kubernetes.io and k8s.io that a kubelet may give its own node. Source: `pkg/kubelet/apis/well_known_labels.go`. */
const OWN_LABELS: ReadonlySet<string> = new Set([
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]);

/** Fields that say what a document is. */
const FIELDS_OF_DOCUMENTS: readonly string[] = ['apiVersion', 'kind'];

/**
 * What is wrong with a configuration of kubeadm: what `kubeadm config validate` refuses, and what a kubelet would.
 *
 * Source: `cmd/kubeadm/app/apis/kubeadm/validation/validation.go`.
 * @param props - the configuration
 */
export function kubeadmProblems(props: KubeadmConfigProps): Problem[] {
  return [
    ...(kubernetesVersion(props.version) === undefined
      ? [{ what: 'version is not usable', got: props.version, allowed: KUBEADM_VERSIONS }]
      : []),
    ...nodeListProblems(props),
    ...props.nodes.flatMap(nodeProblems),
    ...endpointProblems(props.controlPlaneEndpoint),
    ...networkingProblems(props),
    ...apiServerProblems(props.apiServer ?? {}),
    ...pathProblems(props),
    ...etcdProblems(props.etcd),
    ...imageProblems(props.imageRepository),
    ...componentConfigProblems('kubelet', props.kubelet, KUBELET_FIELDS),
    ...componentConfigProblems('kubeProxy', props.kubeProxy, KUBE_PROXY_FIELDS),
  ];
}

function nodeListProblems(props: KubeadmConfigProps): Problem[] {
  const names = props.nodes.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  const addresses = props.nodes.map(({ address }) => address);
  const shared = [...new Set(addresses.filter((address, index) => addresses.indexOf(address) !== index))];
  const count = props.nodes.filter(({ role }) => role === 'control-plane').length;
  return [
    ...(firstNode(props) === undefined
      ? [{ what: 'nodes have no control plane node', got: names, fix: "give one the role 'control-plane'" }]
      : []),
    ...twice.map((got) => ({ what: 'two nodes have one name', got, fix: 'rename one' })),
    ...shared.map((got) => ({ what: 'two nodes have one address', got, fix: 'correct one' })),
    ...(count > 1 && props.controlPlaneEndpoint === undefined
      ? [
          {
            what: 'several control plane nodes need controlPlaneEndpoint',
            got: count,
            fix: 'name a load balancer or a name',
          },
        ]
      : []),
  ];
}

function nodeProblems({ name, address, labels, taints = [] }: KubeadmNode): Problem[] {
  const at = `node ${name}`;
  const reserved = Object.keys(labels ?? {}).filter((key) => isReserved(key));
  return [
    ...(isDnsSubdomain(name) ? [] : [{ what: 'the name of a node is not valid', got: name, allowed: DNS_SUBDOMAIN }]),
    ...addressProblems(`the address of ${at} is not an address`, address),
    ...(/^127\.|^::1$/.test(address)
      ? [
          {
            what: `the address of ${at} is a loopback address`,
            got: address,
            fix: 'state the address at which other nodes reach it',
          },
        ]
      : []),
    ...labelProblems(`the labels of ${at}`, labels),
    ...reserved.map((got) => {
      const fix = 'give it with kubectl, or use a label of your own';
      return { what: `a kubelet may not set a label of ${at}`, got, allowed: [...OWN_LABELS].join(', '), fix };
    }),
    ...taints.flatMap(({ key, value = '' }) => labelProblems(`a taint of ${at}`, { [key]: value })),
  ];
}

function isReserved(key: string): boolean {
  const prefix = key.includes('/') ? (key.split('/')[0] ?? '') : '';
  const isBelow = (domain: string): boolean => prefix === domain || prefix.endsWith(`.${domain}`);
  if (!isBelow('kubernetes.io') && !isBelow('k8s.io')) return false;
  return !isBelow('kubelet.kubernetes.io') && !isBelow('node.kubernetes.io') && !OWN_LABELS.has(key);
}

function endpointProblems(endpoint: string | undefined): Problem[] {
  if (endpoint === undefined) return [];
  const [, six, host = '', port] = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(endpoint) ?? [];
  const isName = six === undefined ? isIP(host) === 4 || isHostName(host) : isIP(six) === 6;
  if (isName && Number(port) >= 1 && Number(port) <= 65535) return [];
  const allowed = `<host>:<1-65535>; ${HOST_NAME}, IPv4, or IPv6 in brackets`;
  return [{ what: 'controlPlaneEndpoint is not valid', got: endpoint, allowed }];
}

function apiServerProblems({ certSANs = [], serviceNodePortRange: range }: ApiServer): Problem[] {
  const [, from, to] = /^(\d{1,5})-(\d{1,5})$/.exec(range ?? '') ?? [];
  const isRange = Number(from) >= 1 && Number(from) <= Number(to) && Number(to) <= 65535;
  return [
    ...certSANs
      .filter((name) => isIP(name) === 0 && !isDnsSubdomain(name.replace(/^\*\./, '')))
      .map((got) => ({ what: 'a name of certSANs is not valid', got, allowed: `an address, or a ${DNS_SUBDOMAIN}` })),
    ...(range === undefined || isRange
      ? []
      : [{ what: 'serviceNodePortRange is not valid', got: range, allowed: '<port>-<port>, such as 80-60000' }]),
  ];
}

function pathProblems(props: KubeadmConfigProps): Problem[] {
  const { criSocket, discoveryFile, etcd, apiServer, controllerManager, scheduler } = props;
  const mounts = [apiServer, controllerManager, scheduler].flatMap((component) => component?.extraVolumes ?? []);
  const paths: readonly (readonly [string, string | undefined])[] = [
    ['discoveryFile', discoveryFile?.startsWith('https://') === true ? undefined : discoveryFile],
    ...(etcd === undefined || etcd.endpoints !== undefined
      ? [
          ['etcd.caFile', etcd?.caFile] as const,
          ['etcd.certFile', etcd?.certFile] as const,
          ['etcd.keyFile', etcd?.keyFile] as const,
        ]
      : [['etcd.dataDir', etcd.dataDir] as const]),
    ...mounts.flatMap(({ name, hostPath, mountPath }) => [
      [`hostPath of ${name}`, hostPath] as const,
      [`mountPath of ${name}`, mountPath] as const,
    ]),
  ];
  return [
    ...paths
      .filter(([, path]) => path !== undefined && !path.startsWith('/'))
      .map(([what, got]) => ({ what: `${what} is not an absolute path`, got })),
    ...mounts
      .filter(({ name }) => !isDnsLabel(name))
      .map(({ name }) => ({ what: 'the name of a volume is not valid', got: name, allowed: DNS_LABEL })),
    ...(criSocket === undefined || /^unix:\/\/\/\S+$/.test(criSocket)
      ? []
      : [{ what: 'criSocket is not valid', got: criSocket, allowed: 'unix:///<path>' }]),
  ];
}

/** Endpoints of an external etcd; with certificates, which are required here, they are HTTPS. */
function etcdProblems(etcd: Etcd = {}): Problem[] {
  if (etcd.endpoints === undefined) return [];
  if (etcd.endpoints.length === 0) return [{ what: 'etcd.endpoints is empty', fix: 'name the members of etcd' }];
  return etcd.endpoints
    .filter((endpoint) => !/^https:\/\//i.test(endpoint) || !URL.canParse(endpoint))
    .map((got) => ({ what: 'an endpoint of etcd is not valid', got, allowed: 'https://<host>:<port>' }));
}

/** A registry, and the beginning of the paths of its images, without tag and digest. */
const IMAGE_REPOSITORY = /^[a-z0-9][\w.-]*(?::\d+)?(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/i;

function imageProblems(repository: string | undefined): Problem[] {
  const [, ...path] = repository?.split('/') ?? [];
  const isValid = repository !== undefined && IMAGE_REPOSITORY.test(repository) && !/[A-Z]/.test(path.join('/'));
  if (repository === undefined || isValid) return [];
  const allowed = '<registry>[:<port>][/<path>] without tag, digest and scheme';
  return [{ what: 'imageRepository is not valid', got: repository, allowed }];
}

function componentConfigProblems(field: string, config: JsonObject | undefined, known: readonly string[]): Problem[] {
  return Object.keys(config ?? {}).flatMap((key): Problem[] => {
    if (FIELDS_OF_DOCUMENTS.includes(key)) {
      return [{ what: `${field}.${key} is set by kubeadm's version`, got: config?.[key], fix: 'leave it out' }];
    }
    if (known.includes(key)) return [];
    const near = nearest(key, known);
    return [
      {
        what: `${field}.${key} is an unknown field`,
        ...(near !== undefined && { allowed: near }),
        fix: 'correct the name',
      },
    ];
  });
}
