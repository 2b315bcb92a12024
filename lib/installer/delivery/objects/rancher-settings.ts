import type { ChartFacts } from '../../../charts';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';

/** Settings that the platform operator writes, but for the two logos, whose images are files of the image of Rancher. */
const SETTINGS: Readonly<Record<string, string>> = {
  'ui-pl': 'Verrazzano',
  'ui-brand': 'verrazzano',
  'ui-primary-color': 'rgb(48, 99, 142)',
  'ui-link-color': 'rgb(49, 118, 217)',
};

/** Settings of logins by Keycloak. */
const LOGIN: Readonly<Record<string, string>> = {
  'auth-user-info-resync-cron': '*/15 * * * *',
  'auth-user-info-max-age-seconds': '600',
  'auth-user-session-ttl-minutes': '540',
  'kubeconfig-default-token-ttl-minutes': '540',
  'first-login': 'false',
};

/**
 * Settings of Rancher. It makes the objects when it starts; only their values are written.
 *
 * Source: `platform-operator/controllers/verrazzano/component/rancher` at v1.7.2.
 * @param facts - what values are computed from
 */
export function rancherSettings(facts: ChartFacts): readonly KubernetesManifest[] {
  const all = {
    'server-url': `https://rancher.${facts.domain}`,
    ...SETTINGS,
    ...(facts.isOn('keycloak') ? LOGIN : {}),
  };
  return Object.entries(all).map(([name, value]) => ({
    apiVersion: 'management.cattle.io/v3',
    kind: 'Setting',
    metadata: { name },
    value,
  }));
}
