import type { KubernetesManifest } from '../../definition/kubernetes-manifest';
import { externalSecret, pushSecret } from './external-secret';
import {
  AGENT_KEYS,
  AGENT_SECRET,
  MULTICLUSTER_NAMESPACE,
  REGISTRATION_KEYS,
  REGISTRATION_SECRET,
  registrationNames,
  SYSTEM_NAMESPACE,
} from './names';
import type { RegistrationFacts } from './registration-facts';

/** The two Secrets of a managed cluster, and what they are called in the store. The registration is there before the agent starts. */
const CARRIED = [
  { half: 'registration', name: REGISTRATION_SECRET, keys: REGISTRATION_KEYS, wave: 0 },
  { half: 'agent', name: AGENT_SECRET, keys: AGENT_KEYS, wave: 1 },
] as const;

/** While the token is not filled, the kubeconfig has none; such a Secret must not be carried. */
const WITH_TOKEN =
  '{{ if regexMatch "token: [^\\"\'[:space:]]" (index . "admin-kubeconfig") }}{{ index . "admin-kubeconfig" }}' +
  '{{ else }}{{ fail "the token of the agent is not there yet" }}{{ end }}';

/**
 * What writes the two Secrets of the managed cluster from the admin cluster into the store; without Rancher, and where the store is
 * declared to be filled from there.
 * @param facts - the registration
 */
export function carriedFromAdmin({ name, way, secrets }: RegistrationFacts): readonly KubernetesManifest[] {
  if (way !== 'secrets' || secrets?.push !== true) return [];
  const names = registrationNames(name);
  return CARRIED.map(({ half, keys }) =>
    pushSecret({
      namespace: MULTICLUSTER_NAMESPACE,
      name: names[half],
      store: secrets.store,
      secret: names[half],
      key: secrets.keyOf(name, half),
      properties: Object.fromEntries(keys.map((key) => [key, key])),
    }),
  );
}

/**
 * What makes the two Secrets on the managed cluster from the store.
 * @param facts - the registration
 */
export function carriedToManaged({ name, way, secrets }: RegistrationFacts): readonly KubernetesManifest[] {
  if (way === 'rancher' || secrets === undefined) return [];
  const wanted = way === 'declared' ? CARRIED.filter(({ half }) => half === 'registration') : CARRIED;
  return wanted.map(({ half, name: secret, keys, wave }) =>
    externalSecret({
      namespace: SYSTEM_NAMESPACE,
      name: secret,
      store: secrets.store,
      data: Object.fromEntries(keys.map((key) => [key, { key: secrets.keyOf(name, half), property: key }])),
      wave,
      ...(half === 'agent' && { templates: { 'admin-kubeconfig': WITH_TOKEN } }),
    }),
  );
}
