import type { Construct } from 'constructs';
import { Profile } from './profile';
import type { ProfileProps } from './profile-props';

/** Profile `dev`: everything that `prod` has, sized for trying out, without persistent storage. */
export class DevProfile extends Profile {
  /**
   * @param scope - a cluster, or a Chart
   * @param id - id of the construct
   * @param props - what differs from the profile
   */
  constructor(scope: Construct, id: string, props: ProfileProps = {}) {
    super(scope, id, 'dev', props);
  }
}

/** Profile `prod`: the platform of an admin cluster, sized for production, with persistent storage. */
export class ProdProfile extends Profile {
  /**
   * @param scope - a cluster, or a Chart
   * @param id - id of the construct
   * @param props - what differs from the profile
   */
  constructor(scope: Construct, id: string, props: ProfileProps = {}) {
    super(scope, id, 'prod', props);
  }
}

/** Profile `managed-cluster`: what a cluster needs that is managed from elsewhere. */
export class ManagedClusterProfile extends Profile {
  /**
   * @param scope - a cluster, or a Chart
   * @param id - id of the construct
   * @param props - what differs from the profile
   */
  constructor(scope: Construct, id: string, props: ProfileProps = {}) {
    super(scope, id, 'managed-cluster', props);
  }
}

/** Profile `none`: every component off that can be; enable what you want. */
export class NoneProfile extends Profile {
  /**
   * @param scope - a cluster, or a Chart
   * @param id - id of the construct
   * @param props - what differs from the profile
   */
  constructor(scope: Construct, id: string, props: ProfileProps = {}) {
    super(scope, id, 'none', props);
  }
}
