import type { PlatformInstaller } from '../definition/platform';
import { Charts, type ChartsProps } from './charts';
import type { PlatformOperatorProps } from './platform-operator';
import { PlatformOperator } from './platform-operator';
import { requireShape } from '../values/shape/require-shape';

/**
 * Who installs the components of a profile.
 */
export abstract class Installer {
  /**
   * Verrazzano's platform operator, from one Verrazzano resource.
   * @param props - how it is installed and what the resource holds
   * @throws Error when the image or the checksum of the manifest is not valid
   */
  static platformOperator(props: PlatformOperatorProps = {}): PlatformInstaller {
    requireShape('PlatformOperatorProps', props, 'Installer.platformOperator');
    return new PlatformOperator(props);
  }

  /**
   * No operator: Argo CD delivers the chart of each component with the values that the operator would compute, and the library writes
   * what the operator makes in code. NetworkPolicies and AuthorizationPolicies are for everything.
   * @param props - where the charts come from
   */
  static charts(props: ChartsProps = {}): PlatformInstaller {
    requireShape('ChartsProps', props, 'Installer.charts');
    return new Charts(props);
  }
}
