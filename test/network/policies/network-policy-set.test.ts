import { Installer } from '../../../lib/installer/installer';
import { PolicyStyle } from '../../../lib/network/policies/policy-style';
import { Egress } from '../../../lib/values/egress';
import { toYaml } from '../../../lib/gitops/output/yaml';
import { upstreamPolicies } from '../../../lib/network/upstream';
import { platform } from './platforms';

test('policies read well', () => {
  const profile = platform('prod', { network: { egress: Egress.denyIn('cert-manager') } });
  const wanted = profile.networkPolicies.filter(({ metadata }) =>
    /^cert-manager(-egress|-webhook-ingress)$/.test(metadata.name),
  );
  expect(wanted.map(toYaml).join('')).toBe(`---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  annotations:
    cdk8s-verrazzano/reasons: |-
      TCP 53, UDP 53: looks up names
      TCP 443,6443: reads and writes resources
  labels:
    app.kubernetes.io/managed-by: cdk8s-verrazzano
    cdk8s-verrazzano/direction: egress
  name: cert-manager-egress
  namespace: cert-manager
spec:
  egress:
    - ports:
        - port: 53
          protocol: TCP
        - port: 53
          protocol: UDP
      to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
        - ipBlock:
            cidr: 169.254.20.10/32
    - ports:
        - port: 443
          protocol: TCP
        - port: 6443
          protocol: TCP
      to:
        - ipBlock:
            cidr: 10.0.0.0/28
  podSelector:
    matchLabels:
      app.kubernetes.io/component: controller
      app.kubernetes.io/instance: cert-manager
      app.kubernetes.io/name: cert-manager
  policyTypes:
    - Egress
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  annotations:
    cdk8s-verrazzano/reasons: "TCP 10250: calls its admission webhook"
  labels:
    app.kubernetes.io/managed-by: cdk8s-verrazzano
    cdk8s-verrazzano/direction: ingress
  name: cert-manager-webhook-ingress
  namespace: cert-manager
spec:
  ingress:
    - from:
        - ipBlock:
            cidr: 10.0.0.0/28
      ports:
        - port: 10250
          protocol: TCP
  podSelector:
    matchLabels:
      app.kubernetes.io/component: webhook
      app.kubernetes.io/instance: cert-manager
      app.kubernetes.io/name: webhook
  policyTypes:
    - Ingress
`);
});

test('every port is one number, and no item selects by an empty name of a namespace', () => {
  const { networkPolicies } = platform('prod with everything', { network: { egress: Egress.denyEverywhereProven() } });
  const rules = networkPolicies.flatMap(({ spec }) => [...(spec.ingress ?? []), ...(spec.egress ?? [])]);
  const ports = rules.flatMap((rule) => rule.ports ?? []);
  expect(ports.filter((port) => typeof port.port !== 'number' || Object.keys(port).length !== 2)).toEqual([]);
  const peers = rules.flatMap((rule) => [...(rule.from ?? []), ...(rule.to ?? [])]);
  // A selector of pods alone would mean the namespace of the policy, and two items where one was meant are an OR.
  expect(peers.filter((peer) => !('ipBlock' in peer) && !('namespaceSelector' in peer))).toEqual([]);
});

describe("in upstream's style", () => {
  const network = { style: PolicyStyle.UPSTREAM };

  test('ingress is that of upstream, and egress is exact', () => {
    const profile = platform('prod', { network: { ...network, egress: Egress.denyIn('mysql-operator') } });
    const [own, ...others] = [...profile.networkPolicies].sort((a) => (a.metadata.name.endsWith('-egress') ? -1 : 1));
    expect(own?.metadata).toMatchObject({ namespace: 'mysql-operator', name: 'mysql-operator-egress' });
    expect(others).toEqual(upstreamPolicies(profile));
  });

  test('what the user allows is open all the same', () => {
    const profile = platform('prod', { network });
    const port = profile.console.port('http-console');
    expect(profile.explain(profile.keycloak, port).state).toBe('closed');
    profile.allow(profile.keycloak, port, 'a test');
    expect(profile.explain(profile.keycloak, port).state).toBe('open');
  });

  test('nothing is emitted without ingress', () => {
    expect(platform('prod', { network: { ...network, ingress: false } }).networkPolicies).toEqual([]);
  });

  test('is an error with the platform operator, which installs them', () => {
    expect(platform('prod', { installer: Installer.platformOperator(), network }).node.validate()).toEqual([
      "the platform operator installs upstream's policies; PolicyStyle.UPSTREAM would emit them a second time; got " +
        '"PolicyStyle.UPSTREAM"; allowed PolicyStyle.EXACT, which fills their gaps; leave network.style out, or install with charts',
    ]);
  });
});
