import { toYaml } from '../../gitops/output/yaml';
import { apiServerEndpoint } from './kubeadm-documents';
import type { KubeadmConfigProps } from './kubeadm-props';
import { kubernetesVersion } from './kubeadm-version';

/** Modules that Kubernetes needs, and those of kube-proxy in mode ipvs. */
const MODULES = ['br_netfilter', 'overlay'];
const IPVS_MODULES = ['ip_vs', 'ip_vs_rr', 'ip_vs_sh', 'ip_vs_wrr', 'nf_conntrack'];

const HEAD = '# Made by cdk8s-verrazzano; change the program, not this file.\n';

/**
 * Files of every host, by the path that they have on it. Packages bring `containerd`, `kubelet`, `kubeadm` and `kubectl`.
 *
 * Source: documentation of Kubernetes, Container Runtimes, and The kubelet drop-in file for systemd.
 * @param props - the cluster
 */
export function commonHostFiles(props: KubeadmConfigProps): ReadonlyMap<string, string> {
  const isIpvs = props.kubeProxy?.mode === 'ipvs';
  const modules = [...new Set([...MODULES, ...(isIpvs ? IPVS_MODULES : []), ...(props.kernelModules ?? [])])].sort();
  return new Map([
    ['etc/modules-load.d/kubernetes.conf', `${HEAD}${modules.join('\n')}\n`],
    [
      'etc/sysctl.d/99-kubernetes.conf',
      `${HEAD}net.bridge.bridge-nf-call-iptables = 1\nnet.bridge.bridge-nf-call-ip6tables = 1\nnet.ipv4.ip_forward = 1\n`,
    ],
    ['etc/systemd/system/kubelet.service.d/10-kubeadm.conf', HEAD + KUBELET_DROP_IN],
    ['etc/kubernetes/discovery.conf', HEAD + discoveryConfig(props)],
    ['etc/containerd/config.toml', HEAD + containerdConfig(props)],
  ]);
}

/** The first `ExecStart` takes that of the unit away. */
const KUBELET_DROP_IN = [
  '[Service]',
  'Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"',
  'Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"',
  '# Written by kubeadm: flags of this node.',
  'EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env',
  'ExecStart=',
  'ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS',
  '',
].join('\n');

/** Files on hosts that are written at run time, before a node joins. The CA must not be where kubeadm itself writes it. */
export const RUN_TIME_FILES = { token: '/run/kubeadm-token', ca: '/etc/kubernetes/discovery-ca.crt' } as const;

/** Where nodes find the cluster, and the files with which both sides prove who they are. */
function discoveryConfig(props: KubeadmConfigProps): string {
  const { token, ca } = RUN_TIME_FILES;
  const server = `https://${apiServerEndpoint(props)}`;
  return toYaml({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'kubernetes', cluster: { server, 'certificate-authority': ca } }],
    contexts: [{ name: 'bootstrap', context: { cluster: 'kubernetes', user: 'bootstrap' } }],
    'current-context': 'bootstrap',
    users: [{ name: 'bootstrap', user: { tokenFile: token } }],
  });
}

/** Settings of registries are files below `certs.d`, one folder for each host. */
function containerdConfig({ imageRepository, version }: KubeadmConfigProps): string {
  const sandbox =
    imageRepository === undefined ? [] : [`  sandbox_image = "${imageRepository}/pause:${pauseTag(version)}"`];
  return [
    'version = 2',
    '',
    '[plugins."io.containerd.grpc.v1.cri"]',
    ...sandbox,
    '  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]',
    '    runtime_type = "io.containerd.runc.v2"',
    '    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]',
    '      SystemdCgroup = true',
    '  [plugins."io.containerd.grpc.v1.cri".registry]',
    '    config_path = "/etc/containerd/certs.d"',
    '',
  ].join('\n');
}

/** The pause image of each minor version and those after it. Source: `cmd/kubeadm/app/constants/constants.go`, PauseVersion. */
const PAUSE_TAGS: readonly (readonly [minor: number, tag: string])[] = [
  [31, '3.10'],
  [26, '3.9'],
  [25, '3.8'],
  [24, '3.7'],
  [23, '3.6'],
];

function pauseTag(version: string): string {
  const minor = kubernetesVersion(version)?.minor ?? 0;
  return PAUSE_TAGS.find(([first]) => minor >= first)?.[1] ?? '3.5';
}
