import { readFileSync } from 'fs';
import { certificateObjects } from '../../lib/ingress/certificates';
import { platformIssuer } from '../../lib/ingress/issuers';
import { ingressCertificates, webhookCertificates } from '../../lib/ingress/listed-certificates';
import { systemIngresses } from '../../lib/ingress/system-ingresses';
import type { KubernetesManifest } from '../../lib/definition/kubernetes-manifest';
import { ALL_MODES, CERTIFICATE_MODES, DNS_MODES, platform } from '../ingress/platforms';
import { describeShared, describeSharedInCi, sharedPath } from '../support/shared';
import { crdErrors } from './crds';
import { sample } from '../support/sample';
import { renderedFiles, renderedObjects } from '../support/rendered';

interface HostFact {
  readonly hostPrefix: string;
  readonly namespace: string;
  readonly ingress: string;
  readonly tlsSecret: string;
  readonly backend: string;
  readonly path: string;
  readonly annotations: Readonly<Record<string, string>> | string;
  readonly externalDnsAnnotationsPresent: string;
}

interface IngressSpec {
  readonly ingressClassName: string;
  readonly tls: ReadonlyArray<{ readonly hosts: readonly string[]; readonly secretName: string }>;
  readonly rules: ReadonlyArray<{
    readonly host: string;
    readonly http: {
      readonly paths: ReadonlyArray<{
        readonly path?: string;
        readonly pathType: string;
        readonly backend: {
          readonly service: {
            readonly name: string;
            readonly port: { readonly name?: string; readonly number?: number };
          };
        };
      }>;
    };
  }>;
}

const EXTERNAL_DNS = 'external-dns.alpha.kubernetes.io';

const specOf = ({ spec }: KubernetesManifest): IngressSpec => spec as unknown as IngressSpec;
const idOf = ({ kind, metadata: { namespace, name } }: KubernetesManifest): string =>
  `${kind} ${namespace ?? ''}/${name}`;

/** What ExternalDNS is told about a host, as the facts say it in words. */
function expectedDns(fact: HostFact, mode: (typeof ALL_MODES)[number], host: string): Record<string, string> {
  const isOci = mode.dns.kind === 'oci';
  const isLetsEncrypt = mode.certificates.kind === 'letsEncrypt';
  const target = { [`${EXTERNAL_DNS}/target`]: `verrazzano-ingress.default.${mode.suffix}` };
  const itself = { [`${EXTERNAL_DNS}/target`]: host };
  const ttl = { [`${EXTERNAL_DNS}/ttl`]: '60' };
  const both = { ...target, ...ttl };
  const words: Record<string, Record<string, string>> = {
    'only when DNS type is OCI': isOci ? both : {},
    'target always, ttl never': target,
    'ttl always; target is the host itself from the chart, changed to verrazzano-ingress.* when DNS type is OCI': {
      ...ttl,
      ...(isOci ? target : itself),
    },
    "only with a Let's Encrypt issuer (not tied to the DNS type in this code path)": isLetsEncrypt ? both : {},
    'ttl always, target only when DNS type is OCI': { ...ttl, ...(isOci ? target : {}) },
  };
  // components.json and the rendered Ingress of Grafana have both in any case; that row says itself that it cannot see them.
  if (fact.hostPrefix === 'grafana.vmi.system') return both;
  const expected = words[fact.externalDnsAnnotationsPresent];
  if (expected === undefined) throw new Error(`unknown words: ${fact.externalDnsAnnotationsPresent}`);
  return expected;
}

function expectedAnnotations(fact: HostFact, mode: (typeof ALL_MODES)[number], host: string): Record<string, string> {
  if (typeof fact.annotations === 'string') throw new Error('not visible');
  const domain = `default.${mode.suffix}`;
  const realm = mode.certificates.kind === 'letsEncrypt' ? mode.suffix : domain;
  const entries = Object.entries(fact.annotations).flatMap(([key, value]): Array<[string, string]> => {
    // The controller does not allow snippets.
    if (key.endsWith('/configuration-snippet')) return [];
    if (key === 'verrazzano.io/dns.wildcard.domain') return mode.dns.kind === 'wildcard' ? [[key, 'nip.io']] : [];
    if (key.endsWith('/auth-realm')) return [[key, `${realm} auth`]];
    if (key === 'cert-manager.io/cluster-issuer') return [[key, mode.certificates.issuer.name]];
    return [[key, value.replace('<host>', host).replace('<env>.<dnsSuffix>', domain)]];
  });
  return Object.fromEntries(entries);
}

describeShared('Ingresses are those of upstream', () => {
  const facts = JSON.parse(readFileSync(sharedPath('upstream', 'network', 'certificates-dns.json'), 'utf8')) as {
    readonly ingressHosts: readonly HostFact[];
    readonly counts: { readonly ingressHosts: number };
  };

  describe.each(sample(ALL_MODES, 3))('$name', (mode) => {
    const ingresses = systemIngresses(platform(mode));

    test('there are no others', () => {
      const expected = facts.ingressHosts.map(({ namespace, ingress }) => `Ingress ${namespace}/${ingress}`);
      expect(expected).toHaveLength(facts.counts.ingressHosts);
      expect(ingresses.map(idOf).sort()).toEqual([...expected].sort());
    });

    test.each(facts.ingressHosts)('$hostPrefix', (fact) => {
      const found = ingresses.find((one) => idOf(one) === `Ingress ${fact.namespace}/${fact.ingress}`);
      if (found === undefined) throw new Error('no such Ingress');
      const { ingressClassName, tls, rules } = specOf(found);
      const host = `${fact.hostPrefix}.default.${mode.suffix}`;
      expect(ingressClassName).toBe('verrazzano-nginx');
      expect(tls).toEqual([{ hosts: [host], secretName: fact.tlsSecret }]);
      expect(rules.map((rule) => rule.host)).toEqual([host]);
      const paths = rules.flatMap((rule) => rule.http.paths);
      expect(paths.map(({ path }) => path ?? '(none, ImplementationSpecific)')).toEqual([fact.path]);
      expect(paths.map(({ backend: { service } }) => backendText(service))).toEqual([
        fact.backend.replace(/ \(.*/, ''),
      ]);
      const { annotations = {} } = found.metadata;
      const split = Object.entries(annotations);
      const dns = Object.fromEntries(split.filter(([key]) => key.startsWith(EXTERNAL_DNS)));
      expect(dns).toEqual(expectedDns(fact, mode, host));
      if (typeof fact.annotations === 'string') return;
      const others = Object.fromEntries(split.filter(([key]) => !key.startsWith(EXTERNAL_DNS)));
      expect(others).toEqual(expectedAnnotations(fact, mode, host));
    });
  });
});

function backendText({ name, port }: { name: string; port: { name?: string; number?: number } }): string {
  return port.name === undefined ? `${name}:${port.number}` : `${name} port ${port.name}`;
}

/** Objects of some kinds in the rendered files. */
function rendered(kinds: readonly string[]): readonly KubernetesManifest[] {
  return renderedFiles()
    .flatMap((file) => renderedObjects<KubernetesManifest>(file))
    .filter(({ kind }) => kinds.includes(kind));
}

describeShared('issuers and certificates are those of upstream', () => {
  const KINDS = ['Issuer', 'ClusterIssuer', 'Certificate'];
  const ours = certificateObjects(platform(DNS_MODES[0]));

  test('there are no others', () => {
    expect(ours.map(idOf).sort()).toEqual(rendered(KINDS).map(idOf).sort());
  });

  test.each(ours.map((object) => ({ id: idOf(object), object })))('$id', ({ id, object }) => {
    const upstream = rendered(KINDS).find((one) => idOf(one) === id);
    const spec =
      object.metadata.name === 'verrazzano-ca-certificate'
        ? { ...(upstream?.spec as object), commonName: 'verrazzano-root-ca-default' }
        : upstream?.spec;
    expect({ apiVersion: object.apiVersion, spec: object.spec }).toEqual({ apiVersion: upstream?.apiVersion, spec });
  });
});

describeSharedInCi('what is emitted is valid', () => {
  test.each(ALL_MODES)('$name', (mode) => {
    const objects = certificateObjects(platform(mode));
    expect(objects.length).toBeGreaterThan(10);
    expect(objects.flatMap((object) => crdErrors(object).map((error) => `${idOf(object)}: ${error}`))).toEqual([]);
  });

  test('an unknown field is found', () => {
    const [first] = certificateObjects(platform(DNS_MODES[0]));
    expect(crdErrors({ ...first, spec: { selfsigned: {} } } as KubernetesManifest)).not.toEqual([]);
  });
});

interface ModeFact {
  readonly mode: string;
  readonly chain?: ReadonlyArray<{ readonly kind: string; readonly name: string }>;
  readonly server?: Readonly<Record<string, string>>;
  readonly accountKeySecret?: string;
  readonly solver?: { readonly groupName: string; readonly solverName: string; readonly config: object };
}

describeShared('the cluster issuer has the modes of upstream', () => {
  const { certificates } = JSON.parse(
    readFileSync(sharedPath('upstream', 'network', 'certificates-dns.json'), 'utf8'),
  ) as {
    readonly certificates: {
      readonly issuerModes: readonly ModeFact[];
      readonly webhookServingCertificates: ReadonlyArray<{ readonly secrets: readonly string[] }>;
    };
  };
  const [selfSigned, customCa, acme] = certificates.issuerModes;
  const chain = (index: number): string[] =>
    certificateObjects(platform({ ...DNS_MODES[1], certificates: CERTIFICATE_MODES[index]?.certificates }))
      .filter(({ metadata: { name } }) => name.startsWith('verrazzano-'))
      .map(({ kind, metadata: { name } }) => `${kind} ${name}`);

  test.each([
    [0, selfSigned],
    [1, customCa],
  ] as const)('chain of mode %i', (index, fact) => {
    expect(chain(index)).toEqual(fact?.chain?.map(({ kind, name }) => `${kind} ${name}`));
  });

  test.each([
    [2, 'staging'],
    [3, 'production (default, also when empty)'],
  ] as const)("Let's Encrypt, mode %i", (index, environment) => {
    const props = { ...DNS_MODES[1], certificates: CERTIFICATE_MODES[index].certificates };
    const [issuer] = certificateObjects(platform(props));
    const { solver } = acme ?? {};
    expect(issuer?.spec).toEqual({
      acme: {
        email: 'a@b.c',
        server: acme?.server?.[environment],
        preferredChain: '',
        privateKeySecretRef: { name: acme?.accountKeySecret },
        solvers: [
          {
            dns01: {
              webhook: {
                groupName: solver?.groupName,
                solverName: solver?.solverName,
                config: {
                  ...solver?.config,
                  compartmentOCID: 'ocid1.compartment.oc1..a',
                  useInstancePrincipals: false,
                  ociProfileSecretName: 'oci',
                  ociZoneName: 'zone.example.com',
                },
              },
            },
          },
        ],
      },
    });
    expect(chain(index)).toEqual(['ClusterIssuer verrazzano-cluster-issuer']);
    expect(platformIssuer(platform(props)).mode).toBe('letsEncrypt');
  });

  test('every Secret of a webhook that a component makes itself is listed', () => {
    const named = certificates.webhookServingCertificates
      .flatMap(({ secrets }) => secrets)
      .map((secret) => secret.split('/').at(-1));
    const listed = webhookCertificates(platform()).filter(({ madeBy }) => madeBy === 'component');
    expect(
      [...new Set(listed.flatMap(({ secrets }) => secrets.map((secret) => secret.split('/').at(-1))))].sort(),
    ).toEqual(named.sort());
  });

  test('cert-manager makes one certificate for each Ingress', () => {
    const of = platform(DNS_MODES[1]);
    expect(ingressCertificates(of)).toHaveLength(systemIngresses(of).length);
    expect(new Set(ingressCertificates(of).map(({ issuer }) => issuer.name))).toEqual(
      new Set(['verrazzano-cluster-issuer']),
    );
  });
});
