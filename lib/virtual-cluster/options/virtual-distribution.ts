import { throwProblems } from '../../values/problem';
import type { VirtualClusterValues } from '../values/value-types';
import { requireShape } from '../../values/shape/require-shape';

/** Options of a distribution. */
export interface DistributionProps {
  /**
   * Its version: `v1.31.5` for Kubernetes, and the tag of the image for the others, such as `v1.32.1-k3s1`.
   * @default - for Kubernetes that of the host, for the others what vCluster 0.24.2 names
   */
  readonly version?: string;
  /** Arguments added to its start command; for Kubernetes those of the API server. @default - none */
  readonly extraArgs?: readonly string[];
}

/** The Kubernetes that runs inside. It cannot be changed later. */
export class VirtualDistribution {
  /** Kubernetes as it is released, the default. */
  static kubernetes(props: DistributionProps = {}): VirtualDistribution {
    requireShape('DistributionProps', props, 'VirtualDistribution.kubernetes');
    const { version, extraArgs } = checked('VirtualDistribution.kubernetes', props);
    const apiServer = extraArgs === undefined ? {} : { apiServer: { extraArgs } };
    const stated = version === undefined ? {} : { version };
    return new VirtualDistribution({ controlPlane: { distro: { k8s: { enabled: true, ...stated, ...apiServer } } } });
  }

  /** K3s. vCluster 0.33 no longer has it. */
  static k3s(props: DistributionProps = {}): VirtualDistribution {
    requireShape('DistributionProps', props, 'VirtualDistribution.k3s');
    return new VirtualDistribution({ controlPlane: { distro: { k3s: oneImage('VirtualDistribution.k3s', props) } } });
  }

  /** K0s. vCluster 0.26 no longer has it. */
  static k0s(props: DistributionProps = {}): VirtualDistribution {
    requireShape('DistributionProps', props, 'VirtualDistribution.k0s');
    return new VirtualDistribution({ controlPlane: { distro: { k0s: oneImage('VirtualDistribution.k0s', props) } } });
  }

  private constructor(
    /** The same as values of the chart. */
    readonly values: VirtualClusterValues,
  ) {}
}

function oneImage(
  at: string,
  props: DistributionProps,
): { enabled: true; image?: { tag: string }; extraArgs?: readonly string[] } {
  const { version, extraArgs } = checked(at, props);
  return {
    enabled: true,
    ...(version === undefined ? {} : { image: { tag: version } }),
    ...(extraArgs === undefined ? {} : { extraArgs }),
  };
}

/** Tags of the images of a distribution. */
export const IMAGE_TAG = /^v\d+\.\d+\.\d+[-\w.]*$/;

function checked(at: string, props: DistributionProps): DistributionProps {
  const { version } = props;
  if (version !== undefined && !IMAGE_TAG.test(version)) {
    throwProblems([{ at, what: 'the version is not the tag of an image', got: version, allowed: 'such as v1.31.5' }]);
  }
  return props;
}
