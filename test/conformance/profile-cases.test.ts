import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Profile, type ProfileName, type ProfileProps } from '../../lib';
import type { JsonObject } from '../../lib/values/json';
import { cluster } from '../support/profiles';
import { describeShared, sharedPath } from '../support/shared';

interface Case {
  readonly file: string;
  readonly verdict: string;
  readonly operation: string;
  readonly api: string;
  readonly rule: string;
}

interface Spec extends JsonObject {
  readonly profile?: ProfileName;
  readonly defaultVolumeSource?: JsonObject;
  readonly volumeClaimSpecTemplates?: readonly { readonly metadata?: { readonly name: string } }[];
}

const folder = sharedPath('upstream', 'platform', 'cases');

/** A profile that states the same resource, its sections verbatim. */
function profileOf(file: string): Profile {
  const { spec = {} } = parse(readFileSync(`${folder}/${file}`, 'utf8')) as { spec?: Spec };
  const { profile, defaultVolumeSource, volumeClaimSpecTemplates, ...rest } = spec;
  const props = {
    ...rest,
    ...(defaultVolumeSource && { defaultVolumeSource: { templateName: undefined, toSpec: () => defaultVolumeSource } }),
    volumeClaimTemplates: volumeClaimSpecTemplates?.map((item) => ({ name: item.metadata?.name, toSpec: () => item })),
  };
  return new Profile(cluster(), 'verrazzano', profile ?? 'prod', props as unknown as ProfileProps);
}

describeShared('profiles that the platform operator of upstream refuses', () => {
  const cases = (JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as Case[]).filter(
    ({ verdict, operation, api }) => verdict === 'invalid' && operation === 'create' && api === 'v1beta1',
  );
  let answers: ReadonlyArray<{ file: string; rule: string; problems: readonly string[] }>;

  beforeAll(() => {
    answers = cases.map(({ file, rule }) => ({ file, rule, problems: profileOf(file).node.validate() }));
  }, 60_000);

  test('are refused for the same rule, but for what only the cluster can tell', () => {
    const others = answers
      .filter(({ rule, problems }) => !problems.some((problem) => problem.endsWith(`(rule ${rule})`)))
      .map(({ file, rule }) => `${file}: ${rule}`);
    console.info(`profiles: ${cases.length} refused by the platform operator, ${others.length} of them by the cluster`);
    expect(others).toMatchInlineSnapshot(`
      [
        "invalid/second-instance.yaml: create.single-instance",
        "invalid/kubernetes-too-new.yaml: cluster.k8s-version",
        "invalid/two-operators.yaml: cluster.operator-singleton",
        "invalid/oci-dns-secret-two-keys.yaml: dns.oci.secret-one-key",
        "invalid/oci-dns-secret-not-yaml.yaml: dns.oci.secret-content",
        "invalid/oci-dns-authtype-unknown.yaml: dns.oci.secret-authtype",
        "invalid/oci-dns-user-principal-no-key.yaml: dns.oci.secret-private-key",
        "invalid/fluentd-oci-secret-missing.yaml: fluentd.oci.secret-exists",
        "invalid/fluentd-oci-secret-no-config.yaml: fluentd.oci.secret-config-entry",
        "invalid/fluentd-oci-secret-no-tenancy.yaml: fluentd.oci.secret-config-fields",
        "invalid/fluentd-oci-secret-no-fingerprint.yaml: fluentd.oci.secret-config-fields",
        "invalid/fluentd-oci-secret-no-region.yaml: fluentd.oci.secret-config-fields",
        "invalid/fluentd-oci-secret-wrong-key-path.yaml: fluentd.oci.secret-key-file",
        "invalid/fluentd-oci-secret-no-key.yaml: fluentd.oci.secret-key-entry",
        "invalid/fluentd-oci-secret-bad-key.yaml: fluentd.oci.secret-key-pem",
        "invalid/istio-override-secret-missing.yaml: overrides.ref-unresolvable",
        "invalid/istio-override-configmap-key-missing.yaml: overrides.ref-unresolvable",
        "invalid/nginx-nodeport-override-configmap-missing.yaml: overrides.ref-unresolvable",
        "invalid/existing-cert-manager-namespace.yaml: certManager.existing-namespace",
        "invalid/existing-istio-namespace.yaml: istio.existing-namespace",
        "invalid/existing-rancher-namespace.yaml: rancher.existing-namespace",
        "invalid/existing-grafana-deployment.yaml: grafana.existing",
        "invalid/existing-prometheus-service.yaml: prometheus.existing",
        "invalid/issuer-cert-manager-absent.yaml: clusterIssuer.crds-required",
        "invalid/issuer-resource-namespace-missing.yaml: clusterIssuer.namespace-exists",
        "invalid/issuer-ca-secret-missing.yaml: clusterIssuer.ca-secret-exists",
        "invalid/certificate-ca-secret-missing.yaml: certManager.certificate-ca-secret-exists",
        "invalid/fluentd-secret-missing.yaml: fluentd.secret-exists",
        "invalid/unknown-v1alpha1-name-in-v1beta1.yaml: schema.unknown-field",
      ]
    `);
  });

  test('and nothing is reported twice, not even in other words', () => {
    const own = answers.flatMap(({ file, problems }) => {
      expect([file, new Set(problems).size]).toEqual([file, problems.length]);
      return problems.filter((text) => !text.includes('(rule ')).map((text) => `${file}: ${text.split(';')[0]}`);
    });
    expect(own).toMatchInlineSnapshot(`
      [
        "invalid/unknown-v1alpha1-name-in-v1beta1.yaml: components has a key that the Verrazzano resource does not have",
      ]
    `);
  });
});
