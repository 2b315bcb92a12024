import { cidrProblems } from '../values/addresses';
import { Cni, type CniOptions } from '../values/cni';
import { throwProblems } from '../values/problem';
import { SecretReference } from '../values/secret-reference';
import type { FoundationContent } from './foundation-part';
import { WAVES } from './foundation-part';
import { WEAVE_VERSION, weaveObjects } from './weave-objects';
import { requireShape } from '../values/shape/require-shape';

/** Options of Weave Net. */
export interface WeaveOptions extends CniOptions {
  /**
   * Password with which the traffic between hosts is encrypted, from a Secret in `kube-system`; false for no encryption.
   * @default - key `weave-passwd` of Secret `weave-passwd`
   */
  readonly encryption?: SecretReference | false;
  /**
   * Addresses of pods in CIDR notation.
   * @default '10.32.0.0/12', that of Weave Net
   */
  readonly ipAllocRange?: string;
  /**
   * Whether clients from outside keep their address where a Service asks for that.
   * @default false
   */
  readonly noMasqLocal?: boolean;
  /**
   * Size of packets in bytes, 500 to 65535.
   * @default 1376, that of Weave Net
   */
  readonly mtu?: number;
  /**
   * Whether the network policy controller runs. Without it, NetworkPolicies have no effect.
   * @default true
   */
  readonly networkPolicyController?: boolean;
}

/** Weave Net's own range of addresses. */
const WEAVE_RANGE = '10.32.0.0/12';

/** The network of pods: one that something else installs, or Weave Net. */
export class ClusterNetwork {
  /**
   * A plugin that something else installs.
   * @param cni - what it can do, such as `Cni.calico()`
   */
  static external(cni: Cni): ClusterNetwork {
    requireShape('Cni', cni, 'ClusterNetwork.external', 'cni');
    return new ClusterNetwork(cni, undefined, { units: [], secrets: [], warnings: [] });
  }

  /**
   * Weave Net, which the installer of 2018 brought. It has not been maintained since 2021: prefer another plugin.
   * @param options - see {@link WeaveOptions}
   * @throws Error when an option is malformed
   */
  static weave(options: WeaveOptions = {}): ClusterNetwork {
    requireShape('WeaveOptions', options, 'ClusterNetwork.weave', 'options');
    const { ipAllocRange, mtu, networkPolicyController = true, noMasqLocal = false, ...cniOptions } = options;
    const isMtu = mtu === undefined || (Number.isInteger(mtu) && mtu >= 500 && mtu <= 65535);
    throwProblems(
      [
        ...(ipAllocRange === undefined ? [] : cidrProblems('ipAllocRange is not a CIDR', ipAllocRange)),
        ...(isMtu ? [] : [{ what: 'mtu is not valid', got: mtu, allowed: 'an integer from 500 to 65535' }]),
      ],
      'ClusterNetwork.weave',
    );
    const cni = networkPolicyController
      ? Cni.weave(cniOptions)
      : Cni.of({ ...cniOptions, name: 'Weave Net without its policy controller', enforcesNetworkPolicies: false });
    const { encryption = SecretReference.of('weave-passwd', 'weave-passwd') } = options;
    const password = encryption === false ? undefined : encryption;
    const objects = weaveObjects({ password, ipAllocRange, mtu, networkPolicyController, noMasqLocal });
    return new ClusterNetwork(cni, ipAllocRange ?? WEAVE_RANGE, contentOf(objects, password));
  }

  private constructor(
    /** What the plugin can do. */
    readonly cni: Cni,
    /** Addresses of pods that the plugin allocates by itself; undefined where kubeadm gives them. @internal */
    readonly podRange: string | undefined,
    /** What it brings to the cluster. @internal */
    readonly content: FoundationContent,
  ) {}
}

function contentOf(
  objects: FoundationContent['units'][number]['objects'],
  password: SecretReference | undefined,
): FoundationContent {
  const secret = password && {
    namespace: 'kube-system',
    name: password.name,
    keys: [password.key],
    usedBy: 'Weave Net',
    description:
      'A random password, with which the traffic between hosts is encrypted. Replace it on all nodes at once.',
  };
  return {
    units: [
      {
        name: 'foundation/network',
        props: { wave: WAVES.network, description: `Weave Net ${WEAVE_VERSION}: network of pods` },
        source: `https://github.com/weaveworks/weave/tree/v${WEAVE_VERSION}`,
        objects,
      },
    ],
    secrets: secret === undefined ? [] : [secret],
    warnings: [
      `Weave Net ${WEAVE_VERSION} is of January 2021, and its repository is archived: it gets no more fixes.`,
      ...(password === undefined ? ['The traffic between hosts is not encrypted.'] : []),
    ],
  };
}
