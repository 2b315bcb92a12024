import { toV1beta1 } from '../../lib/resource/convert';
import type { JsonObject } from '../../lib/values/json';
import { readResource } from '../../lib/cli/input/read-resources';
import { cli } from '../cli/cli';
import { describeShared, sharedPath } from '../support/shared';

const file = (folder: string): string => sharedPath('field', folder, 'vz.yaml');

const components = (folder: string): JsonObject =>
  toV1beta1(readResource(file(folder)).resource).spec?.components as JsonObject;

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
}

async function validated(folder: string): Promise<{ readonly code: number; readonly findings: readonly Finding[] }> {
  const { code, out } = await cli(['validate', file(folder), '--output', 'json']);
  return { code, findings: JSON.parse(out) as Finding[] };
}

describeShared('inputs on which the conversion was wrong', () => {
  test('a quoted part of a name', () => {
    expect(components('01-installargs-quoted-key')).toMatchObject({
      ingressNGINX: {
        overrides: [
          {
            values: {
              controller: {
                service: { annotations: { 'service.beta.kubernetes.io/oci-load-balancer-shape': 'flexible' } },
              },
            },
          },
        ],
      },
    });
  });

  test('an escaped dot', () => {
    expect(components('02-installargs-escaped-dot')).toMatchObject({
      ingressNGINX: { overrides: [{ values: { controller: { nodeSelector: { 'kubernetes.io/os': 'linux' } } } }] },
    });
  });

  test('YAML 1.1 values', () => {
    expect(JSON.stringify(components('25-installargs-yaml11'))).toContain(
      '{"a":false,"b":15,"c":1000,"d":false,"e":true}',
    );
  });

  test('a gateway without type', () => {
    const k8s = { replicaCount: 4, service: { type: 'LoadBalancer' } };
    expect(components('27-istio-ingress-without-type')).toMatchObject({
      istio: { overrides: [{ values: { spec: { components: { ingressGateways: [{ k8s }] } } } }] },
    });
  });
});

describeShared('inputs on which validate was wrong', () => {
  test('a Secret of an unknown cluster is an assumption', async () => {
    const { code, findings } = await validated('08-validate-secret-without-cluster');
    expect(code).toBe(0);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'dns.oci.secret-exists', severity: 'assumption' }));
  });

  test('a claim of MySQL without template', async () => {
    const { findings } = await validated('10-mysql-claim-template');
    const path = 'spec.components.keycloak.mysql.volumeSource.persistentVolumeClaim.claimName';
    expect(findings).toContainEqual(expect.objectContaining({ severity: 'warning', path }));
  });

  test('chart values as text', async () => {
    const { findings } = await validated('18-override-values-text');
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'notChecked.override-values', severity: 'warning' }),
    );
  });
});
