import type { Replacement } from '../../definition/replacement';
import { imageAt } from './image-at';

/** Keycloak: the chart of codecentric, from which Verrazzano's derives. */
export const keycloak: Replacement = {
  component: 'keycloak',
  status: 'maintained',
  statement: 'maintained by codecentric; the Keycloak project itself publishes an operator instead of a chart',
  source: 'github.com/codecentric/helm-charts, gh-pages c06f0f63a8 (2026-04-21)',
  risk: 'high',
  installed: '2.1.0',
  installedApp: '20.0.1',
  charts: [
    {
      name: 'keycloakx',
      kind: 'helm',
      repository: 'https://codecentric.github.io/helm-charts',
      releases: [
        '20.0.1: 2.1.0',
        '20.0.3: 2.1.1 2.2.1',
        '21.1.1: 2.2.2',
        '22.0.4: 2.3.0',
        '25.0.0: 2.4.1-4 2.5.0-1 2.6.0 3.0.0 4.0.0 5.0.0',
        '26.0.0: 6.0.0',
        '26.0.7: 7.0.0-1',
        '26.3.2: 7.1.1-2',
        '26.3.3: 7.1.3',
        '26.4.0: 7.1.4',
        '26.4.5: 7.1.5',
        '26.5.0: 7.1.6',
        '26.5.1: 7.1.7',
        '26.5.3: 7.1.8',
        '26.5.5: 7.1.9',
        '26.5.6: 7.1.11',
      ],
      source: 'gh-pages index of codecentric/helm-charts (2026-04-21)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '2.1.0',
  newest: '7.1.11',
  keeps: [
    {
      value: 'fullnameOverride: keycloak',
      keeps: 'the names of the StatefulSet and of Services keycloak-http and keycloak-headless',
    },
    { value: 'nameOverride: keycloak', keeps: 'selector and service account' },
  ],
  values: [
    { since: 'adoption', set: { fullnameOverride: 'keycloak', nameOverride: 'keycloak' } },
    {
      since: 'app 25.0.0',
      set: {
        'proxy.mode': 'xforwarded',
        // The command of the release without options of hostname version 1.
        command: [
          '/opt/keycloak/bin/kc.sh',
          'start',
          '--http-enabled=true',
          '--hostname-strict=false',
          '--spi-login-protocol-openid-connect-legacy-logout-redirect-uri=true',
          '--spi-login-protocol-openid-connect-suppress-logout-confirmation-screen=true',
        ],
      },
    },
  ],
  variants: [
    {
      since: 'chart 2.1.1',
      images: { 'quay.io/keycloak/keycloak:{app}': imageAt('image') },
      releaseImages: ['keycloak-oracle-theme'],
    },
    // Health and metrics have a port of their own; the kubelet alone calls it unless something scrapes.
    { since: 'app 25.0.0', workloads: { keycloak: { ports: { 'http-internal': 9000 } } } },
    {
      since: 'chart 7.0.0',
      services: {
        'keycloak-http': { ports: [{ name: 'http', port: 80 }, 'http-internal', 'https', 'jgroups'] },
      },
    },
  ],
  changes: [
    {
      since: 'adoption',
      kind: 'image',
      level: 'warning',
      what: 'the image and the theme of the login page are builds of Verrazzano',
      fix: 'use the public image and remove the init container of the theme, or mirror both images',
    },
    {
      since: 'adoption',
      kind: 'migration',
      level: 'warning',
      what: 'the platform operator created the realm, its clients and its roles, which exist only in the database',
      fix: 'export the realm before the first hop',
    },
    {
      since: 'app 25.0.0',
      kind: 'port',
      level: 'warning',
      what: 'health probes and metrics move to port 9000: the pods get port http-internal (9000), and so does Service keycloak-http in 7.x',
      fix: 'allow Prometheus to reach port 9000; the kubelet needs no policy with most CNIs',
    },
    {
      since: 'app 24.0.0',
      kind: 'values',
      level: 'warning',
      what: 'variable KC_PROXY, which value proxy.mode sets, is deprecated',
      fix: 'set the proxy headers (xforwarded) instead of mode edge',
      source: 'github.com/codecentric/helm-charts issue 751',
    },
    {
      since: 'app 25.0.0',
      kind: 'values',
      level: 'error',
      what: 'the hostname options of version 1, such as --hostname-strict-https in the command, are no longer recognised, and the server does not start',
      fix: 'remove them from the command, and set hostname to the full URL',
      source: 'www.keycloak.org/docs/25.0.0/upgrading',
    },
    ...(['21', '22', '25', '26'] as const).map((major) => ({
      since: `app ${major}.0.0` as const,
      kind: 'migration' as const,
      level: 'warning' as const,
      what: `Keycloak ${major} migrates the database; an older server no longer starts on it`,
      fix: 'back up MySQL (schema keycloak) directly before this hop; that backup is the only way back',
    })),
  ],
  stops: [
    {
      each: 'major',
      of: 'app',
      why: 'the database schema is migrated one major version at a time, and cannot be migrated back',
    },
  ],
  after: [
    { component: 'mysql', why: 'Keycloak migrates its tables, which should happen on the server on which they stay' },
  ],
  unproven: ['in which version spi-login-protocol-openid-connect-legacy-logout-redirect-uri was removed'],
};
