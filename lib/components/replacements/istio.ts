import type { Replacement } from '../../definition/replacement';

/** Istio: the charts of the project in place of istioctl. */
export const istio: Replacement = {
  component: 'istio',
  status: 'maintained',
  statement: 'maintained; 1.19 has been out of support since April 2024',
  source: 'github.com/istio/istio, tag 1.30.3 (2026-07-16), manifests/charts/README.md',
  risk: 'high',
  installed: '1.19.3',
  charts: [
    {
      name: 'istiod',
      companions: ['base', 'gateway'],
      kind: 'helm',
      repository: 'https://istio-release.storage.googleapis.com/charts',
      releases: [
        '1.19.3-10 1.20.0-8 1.21.0-6 1.22.0-8 1.23.0-6 1.24.0-6 1.25.0-5 1.26.0-8 1.27.0-9 1.28.0-10 1.29.0-6',
        '1.30.0-3',
      ],
      source: 'tags of istio/istio (2026-07-16)',
      licence: 'Apache-2.0',
    },
  ],
  closest: '1.19.10',
  newest: '1.30.3',
  keeps: [
    { value: 'revision left empty, release istiod', keeps: 'selector istio: pilot and service account istiod' },
    {
      value: 'releases istio-ingressgateway and istio-egressgateway of chart gateway',
      keeps: 'selectors app and istio',
    },
    {
      value: 'serviceAccount.name: istio-ingressgateway-service-account, istio-egressgateway-service-account',
      keeps: 'the principals that AuthorizationPolicies and flows name',
    },
    {
      value: 'service.ports: http2 80 to 8080, https 443 to 8443',
      keeps: 'the ports of the gateway pods, which NetworkPolicies name',
    },
    {
      value: 'meshConfig with proxyMetadata and the zipkin address, pilot.env.PILOT_ENABLE_STATUS',
      keeps: 'mesh settings and tracing',
    },
  ],
  values: [
    {
      since: 'adoption',
      remove: [
        'hub',
        'tag',
        'global.hub',
        'global.tag',
        'pilot.image',
        'global.proxy.image',
        'global.proxy_init.image',
      ],
    },
  ],
  variants: [
    {
      since: 'adoption',
      images: {
        'docker.io/istio/pilot:{app}': { image: 'pilot.image' },
        'docker.io/istio/proxyv2:{app}': { image: 'global.proxy.image' },
      },
    },
  ],
  changes: [
    {
      since: 'app 1.21.0',
      kind: 'crd',
      level: 'warning',
      what: 'CRD istiooperators.install.istio.io is not in chart base any more: pruning it deletes the IstioOperator resource that the platform operator left, which no controller reads',
      fix: 'let it be pruned, or keep it with Prune=false while another installation of Istio uses istioctl with an operator',
      source: 'manifests/charts/base of istio/istio at 1.20.0 and 1.21.0',
    },
    {
      since: 'app 1.24.0',
      kind: 'port',
      level: 'note',
      what: 'the ports of the pods of istiod get names, such as grpc-xds and https-webhooks; 15012 and 15014 are declared',
      fix: 'nothing: numbers stay',
      source:
        'manifests/charts/istio-control/istio-discovery/templates/deployment.yaml of istio/istio at 1.23.0 and 1.24.0',
    },
    {
      since: 'adoption',
      kind: 'object',
      level: 'warning',
      what: 'Istio was not installed by a chart: about twenty objects lack the labels of Helm, and an IstioOperator resource remains that no controller reads',
      fix: 'deliver Istio by Argo CD, which tracks objects by annotation, or add the labels and annotations of Helm to the objects; delete the IstioOperator resource',
    },
    {
      since: 'adoption',
      kind: 'port',
      level: 'error',
      what: 'chart gateway maps ports 80 and 443 to target ports 80 and 443, but the policies of the platform name 8080 and 8443',
      fix: 'set target ports 8080 and 8443 in service.ports',
    },
    {
      since: 'adoption',
      kind: 'principal',
      level: 'error',
      what: 'chart gateway names the service account after the release',
      fix: 'set serviceAccount.name to istio-ingressgateway-service-account and istio-egressgateway-service-account',
    },
    {
      since: 'adoption',
      kind: 'crd',
      level: 'warning',
      what: 'the CRDs move into chart base',
      fix: 'apply them with server-side apply; in Argo CD, ignore differences in the caBundle of the webhooks, which is set at run time',
    },
    ...Array.from({ length: 11 }, (_, index) => {
      const minor = `1.${20 + index}`;
      return {
        since: `app ${minor}.0` as const,
        kind: 'behaviour' as const,
        level: 'warning' as const,
        what: `sidecars stay at the minor version before ${minor} until their pods restart; a sidecar must not be newer than istiod`,
        fix: 'restart the pods in every namespace of the mesh after istiod is upgraded and before the next minor version',
      };
    }),
    {
      since: 'app 1.24.0',
      kind: 'behaviour',
      level: 'note',
      what: 'the in-cluster controller of IstioOperator resources no longer exists',
      fix: 'nothing, if charts install Istio',
      source: 'istio/istio commit c2b027c4e06 (2024-07-29)',
    },
  ],
  kubernetes: [
    { since: 'app 1.19.0', range: '>=1.25 <1.29', by: 'project' },
    { since: 'app 1.20.0', range: '>=1.25 <1.30', by: 'project' },
    { since: 'app 1.21.0', range: '>=1.26 <1.30', by: 'project' },
    { since: 'app 1.22.0', range: '>=1.27 <1.31', by: 'project' },
    { since: 'app 1.23.0', range: '>=1.27', by: 'project' },
    { since: 'app 1.25.0', range: '>=1.29 <1.34', by: 'project' },
    { since: 'app 1.28.0', range: '>=1.30 <1.35', by: 'project' },
    { since: 'app 1.29.0', range: '>=1.31 <1.36', by: 'project' },
    { since: 'app 1.30.0', range: '>=1.32 <1.37', by: 'project' },
  ],
  stops: [{ each: 'minor', of: 'app', why: 'istiod may be at most one minor version ahead of its sidecars' }],
  unproven: [
    'which versions of Kubernetes Istio 1.23 and 1.24 support, and what the project itself says for 1.25 to 1.30: these ranges are those of the charts in oracle-cne/catalog 770d74aeb2',
  ],
};
