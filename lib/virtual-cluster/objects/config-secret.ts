import { createHash } from 'crypto';
import type { JsonObject } from '../../values/json';
import { metadataOf, type Release } from '../release';
import { goYaml } from '../../values/yaml/go-yaml';

/** The Secret with the full configuration, which the control plane reads when it starts. */
export function configSecret(release: Release): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataOf(release, `vc-config-${release.name}`),
    type: 'Opaque',
    data: { 'config.yaml': encodedConfig(release) },
  };
}

/** The hash that the pods of the control plane carry, so that another configuration restarts them. */
export function configHash(release: Release): string {
  return createHash('sha256').update(encodedConfig(release)).digest('hex');
}

function encodedConfig({ values }: Release): string {
  return Buffer.from(goYaml(values.all)).toString('base64');
}
