import { throwProblems } from './problem';
import { requireShape } from './shape/require-shape';

/** A registry that holds copies of the platform's images. */
export interface RegistryProps {
  /** Host and optional port, such as `registry.example.com:5000`. */
  readonly registry: string;
  /**
   * Path prefix in front of upstream's repository names.
   * @default - none
   */
  readonly repository?: string;
}

/**
 * Where images are pulled from.
 *
 * The platform operator reads environment variables `REGISTRY` and `IMAGE_REPO` and rewrites every image with them
 * (chart `verrazzano-platform-operator`, template `deployment.yaml`).
 */
export class Registry {
  /** The Secret with pull credentials that Verrazzano copies to the namespaces of its components, if it exists. */
  static readonly PULL_SECRET = 'verrazzano-container-registry';

  /**
   * A private registry. Pull credentials are read from Secret {@link Registry.PULL_SECRET}.
   * @param props - host and path prefix
   * @throws Error when host or prefix are not valid
   */
  static private(props: RegistryProps): Registry {
    requireShape('RegistryProps', props, 'Registry.private');
    const path = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;
    throwProblems([
      ...(isRegistry(props.registry)
        ? []
        : [
            {
              at: 'Registry.private',
              what: 'registry is not a host',
              got: props.registry,
              allowed: '<host>[:<1-65535>], without a scheme or path',
            },
          ]),
      ...(props.repository === undefined || path.test(props.repository)
        ? []
        : [
            {
              at: 'Registry.private',
              what: 'repository is not an image path',
              got: props.repository,
              allowed: 'lower-case segments joined by "/"',
            },
          ]),
    ]);
    return new Registry(props.registry, props.repository);
  }

  private constructor(
    /** Host and optional port. */
    readonly registry: string,
    /** Path prefix in front of upstream's repository names, if any. */
    readonly repository: string | undefined,
  ) {}

  /**
   * The name of an upstream image in this registry.
   * @param path - upstream's path without host, such as `verrazzano/grafana`
   */
  image(path: string): string {
    return [this.registry, this.repository, path].filter((part) => part !== undefined).join('/');
  }
}

function isRegistry(text: string): boolean {
  const [, port] = /^[a-zA-Z0-9](?:[-a-zA-Z0-9.]*[a-zA-Z0-9])?(?::([0-9]{1,5}))?$/.exec(text) ?? ['', '0'];
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65535);
}
