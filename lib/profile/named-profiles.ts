import type { Construct } from 'constructs';
import { Profile } from './profile';
import type { ProfileProps } from './profile-props';

/** Profile `dev`: the components of `prod`, sized for evaluation, without persistent storage. */
export class DevProfile extends Profile {
  /**
   * @param scope - a cluster, or a Chart
   * @param id - id of the construct
   * @param props - options that differ from the profile
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
   * @param props - options that differ from the profile
   */
  constructor(scope: Construct, id: string, props: ProfileProps = {}) {
    super(scope, id, 'prod', props);
  }
}

/** Profile `managed-cluster`: the components of a cluster that an admin cluster manages. */
export class ManagedClusterProfile extends Profile {
  /**
   * @param scope - a cluster, or a Chart
   * @param id - id of the construct
   * @param props - options that differ from the profile
   */
  constructor(scope: Construct, id: string, props: ProfileProps = {}) {
    super(scope, id, 'managed-cluster', props);
  }
}

/** Profile `none`: every component that can be disabled is disabled; enable the ones you need. */
export class NoneProfile extends Profile {
  /**
   * @param scope - a cluster, or a Chart
   * @param id - id of the construct
   * @param props - options that differ from the profile
   */
  constructor(scope: Construct, id: string, props: ProfileProps = {}) {
    super(scope, id, 'none', props);
  }
}
