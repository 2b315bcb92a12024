import type { ComponentProps } from '../component/component';
import type { PlatformSecret } from '../component/platform';
import { OPERATOR_NAMESPACE } from '../installer/operator-unit';
import { isJsonObject } from '../values/json';
import { Override } from '../values/override';
import { Registry } from '../values/registry';
import type { ProfileProps } from './profile-props';

/**
 * Secrets that must exist before the platform is installed, and are never put into Git.
 * @param props - what the user says
 * @param namespace - namespace of the Verrazzano resource
 */
export function requiredSecrets(props: ProfileProps, namespace: string): PlatformSecret[] {
  return [
    ...dnsSecrets(props),
    ...certificateSecrets(props),
    ...registrySecrets(props),
    ...overrideSecrets(props, namespace),
  ];
}

function dnsSecrets(props: ProfileProps): PlatformSecret[] {
  const oci = props.dns?.toSpec().oci;
  if (!isJsonObject(oci) || typeof oci.ociConfigSecret !== 'string') return [];
  return [
    {
      namespace: OPERATOR_NAMESPACE,
      name: oci.ociConfigSecret,
      keys: [],
      usedBy: 'external-dns, cert-manager-webhook-oci',
      description: 'OCI credentials for the DNS zone: exactly one key, whose text is YAML with a section `auth`',
    },
  ];
}

function certificateSecrets(props: ProfileProps): PlatformSecret[] {
  const secret = props.certificates?.requiredSecret;
  if (secret === undefined) return [];
  return [
    {
      ...secret,
      usedBy: 'cluster-issuer',
      description: 'Key pair of the certificate authority that signs for the platform',
    },
  ];
}

function registrySecrets(props: ProfileProps): PlatformSecret[] {
  if (props.registry === undefined) return [];
  return [
    {
      namespace: 'default',
      name: Registry.PULL_SECRET,
      keys: ['.dockerconfigjson'],
      usedBy: 'every component',
      description: `Credentials for ${props.registry.registry}; not needed when it lets everybody pull`,
    },
  ];
}

function overrideSecrets(props: ProfileProps, namespace: string): PlatformSecret[] {
  const components = Object.entries<ComponentProps | undefined>(props.components ?? {});
  return components.flatMap(([key, component]) =>
    overridesIn(component).flatMap(({ requiredSecret }) =>
      requiredSecret === undefined
        ? []
        : [
            {
              namespace,
              name: requiredSecret.name,
              keys: [requiredSecret.key],
              usedBy: `spec.components.${key}.overrides`,
              description: 'Chart values as YAML',
            },
          ],
    ),
  );
}

/** Overrides anywhere in the props of a component (Keycloak carries those of MySQL). */
function overridesIn(value: unknown): Override[] {
  if (value instanceof Override) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(overridesIn) : [];
}
