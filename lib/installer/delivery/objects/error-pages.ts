import type { ChartFacts } from '../../../charts';
import type { KubernetesManifest } from '../../../definition/kubernetes-manifest';

/** Codes for which the values of the release mount pages into the controller and its default backend. */
const CODES = [
  301, 302, 304, 307, 308, 400, 401, 403, 404, 407, 408, 409, 413, 414, 415, 416, 418, 421, 429, 431, 500, 501, 502,
  503, 504, 505,
];

/**
 * The error pages of ingress-nginx, which the chart of the release has as a template; pods do not start without them.
 *
 * Source: `platform-operator/helm_config/overrides/ingress-nginx-values.yaml` at v1.7.2.
 * @param facts - what values are computed from
 */
export function errorPages(facts: ChartFacts): readonly KubernetesManifest[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'ingress-controller-ingress-nginx-defaultbackend-custom-error-pages',
        namespace: facts.ingressNamespace,
      },
      data: Object.fromEntries(
        CODES.flatMap((code): Array<[string, string]> => [
          [`${code}.html`, page(code)],
          [`${code}.json`, `{"code": ${code}}\n`],
        ]),
      ),
    },
  ];
}

function page(code: number): string {
  return `<!doctype html>\n<html lang="en">\n<title>HTTP ${code}</title>\n<h1>HTTP ${code}</h1>\n</html>\n`;
}
