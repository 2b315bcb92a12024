/** @batch compiler */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, Folder, verrazzano } from './cli';
import { runProgram, statedBy } from './import-programs';
import { compilerMessages } from '../support/programs';

const folder = new Folder();
afterAll(() => folder.remove());

const SPEC = `
  profile: prod
  version: 1.7.2
  environmentName: prod
  defaultVolumeSource: { persistentVolumeClaim: { claimName: data } }
  volumeClaimSpecTemplates:
    - metadata: { name: data, creationTimestamp: null }
      spec: { resources: { requests: { storage: 100Gi } } }
  components:
    dns:
      oci:
        dnsZoneName: example.com
        dnsZoneOCID: ocid1.dns-zone.oc1..zone
        dnsZoneCompartmentOCID: ocid1.compartment.oc1..compartment
        ociConfigSecret: oci
    clusterIssuer: { letsEncrypt: { emailAddress: me@example.com, environment: staging } }
    grafana: { replicas: 2 }
    keycloak:
      overrides:
        - secretRef: { name: keycloak, key: values.yaml }
        - configMapRef: { name: keycloak, key: values.yaml, optional: true }
        - values: { untyped: true }
    prometheusOperator:
      overrides:
        - values: { prometheus: { prometheusSpec: { retention: 10d } } }
`;

const metadata = (name: string, namespace: string) => ({ metadata: { name, namespace } });

describe('the program', () => {
  test('is what a user would have written', async () => {
    const { code, out, err } = await cli(['import', folder.write('a.yaml', verrazzano(SPEC))]);
    expect(code).toBe(0);
    expect(err).toBe(
      `note: [${join(folder.path, 'a.yaml')}: metadata.namespace] is not set; the program sets default\n`,
    );
    expect(out).toMatchInlineSnapshot(`
      "import { App, Chart } from 'cdk8s';
      import {
        Certificates,
        Cni,
        Dns,
        Override,
        ProdProfile,
        SecretReference,
        VolumeClaimTemplate,
        VolumeSource,
      } from 'cdk8s-verrazzano';

      // Confirm these facts of the cluster: no resource states them.
      const kubernetes = { version: '1.27', cni: Cni.calico(), storageClass: 'standard' };

      const app = new App();

      new ProdProfile(new Chart(app, 'verrazzano'), 'verrazzano', {
        kubernetes,
        environmentName: 'prod',
        dns: Dns.oci({
          dnsZoneName: 'example.com',
          dnsZoneOCID: 'ocid1.dns-zone.oc1..zone',
          dnsZoneCompartmentOCID: 'ocid1.compartment.oc1..compartment',
          ociConfigSecret: 'oci',
        }),
        certificates: Certificates.letsEncrypt({ emailAddress: 'me@example.com', environment: 'staging' }),
        volumeClaimTemplates: [VolumeClaimTemplate.of({ name: 'data', storage: '100Gi', storageClass: null })],
        defaultVolumeSource: VolumeSource.claim('data'),
        components: {
          grafana: { replicas: 2 },
          keycloak: {
            overrides: [
              Override.secret(SecretReference.of('keycloak', 'values.yaml')),
              Override.configMap('keycloak', 'values.yaml', { optional: true }),
              Override.values({ untyped: true }),
            ],
          },
          prometheusOperator: { values: { prometheus: { prometheusSpec: { retention: '10d' } } } },
        },
      });

      app.synth();
      "
    `);
    expect(compilerMessages(new Map([['a.ts', out]]))).toEqual([]);
    expect(runProgram(out, folder.path)).toHaveLength(1);
  }, 60_000);

  test('is a GitOpsApp with a cluster per resource where the repository is known', async () => {
    const files = ['prod', 'managed-cluster', 'prod'].map((profile, index) =>
      folder.write(`${index}.yaml`, verrazzano(`{profile: ${profile}, version: 1.7.2}`)),
    );
    const options = [
      '--repository',
      'https://git.example.com/p.git',
      '--cni',
      'oke-flannel',
      '--storage-class',
      'oci-bv',
    ];
    const { code, out } = await cli(['import', ...files, ...options, '--kubernetes-version', '1.26.7']);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "import {
        AdminCluster,
        Cni,
        GitOpsApp,
        ManagedCluster,
        ManagedClusterProfile,
        ProdProfile,
        resultText,
      } from 'cdk8s-verrazzano';

      // Confirm these facts of every cluster: no resource states them.
      const kubernetes = { version: '1.26.7', cni: Cni.okeFlannel(), storageClass: 'oci-bv' };

      // Confirm branch and folder. A cluster has the name by which Argo CD knows it.
      const app = new GitOpsApp({ repository: { url: 'https://git.example.com/p.git', revision: 'main', path: 'dist' } });

      new ProdProfile(new AdminCluster(app, 'verrazzano', { kubernetes }), 'verrazzano');

      new ManagedClusterProfile(new ManagedCluster(app, 'verrazzano-2', { kubernetes }), 'verrazzano');

      new ProdProfile(new AdminCluster(app, 'verrazzano-3', { kubernetes }), 'verrazzano');

      console.log(resultText(app.synth()));
      "
    `);
    expect(compilerMessages(new Map([['b.ts', out]]))).toEqual([]);
    const made = runProgram(out, folder.path);
    expect(made.map(({ written }) => written?.spec.profile)).toEqual(['prod', 'managed-cluster', 'prod']);
  }, 60_000);

  test('has a chart for each resource of a List that kubectl printed, without run-time fields', async () => {
    const item = (name: string, namespace: string) => ({
      apiVersion: 'install.verrazzano.io/v1beta1',
      kind: 'Verrazzano',
      metadata: {
        ...metadata(name, namespace).metadata,
        uid: 'u',
        resourceVersion: '1',
        managedFields: [{}],
        finalizers: ['install.verrazzano.io'],
        labels: { team: 'platform' },
        annotations: { 'argocd.argoproj.io/tracking-id': 'x', note: 'kept' },
      },
      spec: { profile: 'dev', version: '1.7.2' },
      status: { version: '1.7.2' },
    });
    const items = [item('vz', 'default'), item('vz', 'other'), item('other-vz', 'default')];
    const file = folder.write('list.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    const { out, err } = await cli(['import', file]);
    expect(err).toBe('');
    expect([...out.matchAll(/new Chart\(app, '(.*?)'\)/g)].map(([, id]) => id)).toEqual([
      'vz',
      'other-vz',
      'other-vz-2',
    ]);
    expect(out).not.toMatch(/uid|managedFields|finalizers|status|tracking/);
    expect(runProgram(out, folder.path).map(({ written }) => written?.metadata)).toEqual(
      items.map(({ metadata: { name, namespace } }) => ({
        name,
        namespace,
        labels: { team: 'platform' },
        annotations: {
          note: 'kept',
          'argocd.argoproj.io/sync-options': expect.stringContaining('Prune=false'),
        },
      })),
    );
  });

  test('says of v1alpha1 what upstream makes of it', async () => {
    const spec = `{profile: dev, components: {elasticsearch: {installArgs: [{name: nodes.data.replicas, value: '3'}]}}}`;
    const { out } = await cli(['import', folder.write('old.yaml', verrazzano(spec, 'v1alpha1'))]);
    expect(out).toContain(
      "opensearch: { nodes: [{ name: 'es-data', replicas: 3, roles: ['data'] }], plugins: { enabled: false } },",
    );
  });

  test('is the same each time', async () => {
    const file = folder.write('same.yaml', verrazzano(SPEC));
    expect((await cli(['import', file])).out).toBe((await cli(['import', file])).out);
  });
});

describe('notes', () => {
  const notes = async (spec: string, version?: string): Promise<string[]> => {
    const { code, err } = await cli(['import', folder.write('notes.yaml', verrazzano(spec, version))]);
    expect(code).toBe(0);
    const lines = err.trimEnd().split('\n');
    return lines
      .map((line) => line.replace(/^note: \[.*?notes\.yaml: /, '['))
      .filter((line) => !/^\[metadata/.test(line));
  };

  test('name unknown fields, which are left out', async () => {
    const spec =
      '{profile: dev, version: 1.7.2, nope: 1, components: {grafana: {nope: {deep: 1}}, nope: {enabled: true}}}';
    expect(await notes(spec)).toEqual(
      ['spec.nope', 'spec.components.grafana.nope', 'spec.components.nope'].map(
        (path) => `[${path}] is not a field of the resource; it is left out`,
      ),
    );
  });

  test('name what has no typed option', async () => {
    const spec = '{profile: dev, version: v1.7.2, components: {ingressNGINX: {type: ClusterIP}, kiali: {}}}';
    expect(await notes(spec)).toEqual([
      '[spec.version] has no typed option; it is under patch',
      '[spec.components.ingressNGINX.type] has no typed option; it is under patch',
    ]);
  });

  test('an empty section that changes nothing goes, another one stays', async () => {
    expect(await notes('{profile: none, version: 1.7.2, components: {kiali: {}, clusterIssuer: {}}}')).toEqual([
      '[spec.components.clusterIssuer] has no typed option; it is under patch',
    ]);
  });

  test('say that the version is added', async () => {
    expect(await notes('{profile: dev}')).toEqual(['[spec.version] is not set; the program sets 1.7.2']);
    expect(await notes('{profile: dev}\nstatus: {version: 1.6.9}')).toEqual([
      '[spec.version] is not set; the program sets 1.7.2, and applying it starts an upgrade from 1.6.9',
    ]);
    expect(await notes('{profile: dev}\nstatus: {version: v1.7.2}')).toEqual([
      '[spec.version] is not set; the program sets 1.7.2',
    ]);
  });

  test('say what synthesis will refuse', async () => {
    const [note, ...more] = await notes('{profile: nope, version: 1.7.2}');
    expect([note, ...more].join('\n')).toContain('[spec.profile] has no typed option');
    expect(more.join('\n')).toContain('is refused at synthesis: is an unknown profile');
  });

  test('say that a stored resource may be what a new one may not', async () => {
    const file = folder.write('stored.yaml', verrazzano('{profile: "managed-cluster,dev", version: 1.7.2}'));
    const { out, err } = await cli(['import', file]);
    expect(err).toContain('is refused for a new resource but not for a stored one; the program sets installed');
    expect(out).toContain('new ManagedClusterProfile(');
    expect(out).toContain("installed: true,\n  patch: { profile: 'managed-cluster,dev' },");
    expect(runProgram(out, folder.path)[0]?.written?.spec.profile).toBe('managed-cluster,dev');
  });
});

describe('what factories refuse or complete is in other places', () => {
  const stated = async (spec: string) => {
    const { out } = await cli(['import', folder.write('odd.yaml', verrazzano(spec))]);
    return { out, spec: statedBy(out)[0]?.spec };
  };

  test('DNS', async () => {
    const { out, spec } = await stated(
      '{components: {dns: {external: {suffix: Not_A_Name}, overrides: [{values: {a: 1}}]}}}',
    );
    expect(out).toContain(
      "components: { dns: { external: { suffix: 'Not_A_Name' }, overrides: [Override.values({ a: 1 })] } },",
    );
    expect(spec?.components).toEqual({
      dns: { external: { suffix: 'Not_A_Name' }, overrides: [{ values: { a: 1 } }] },
    });
  });

  test('two kinds of DNS', async () => {
    const dns = { wildcard: { domain: 'nip.io' }, external: { suffix: 'example.com' } };
    const { out, spec } = await stated(JSON.stringify({ components: { dns } }));
    expect(out).toContain("patch: { components: { dns: { external: { suffix: 'example.com' } } } },");
    expect(spec?.components).toEqual({ dns });
  });

  test('a claim without its template, and templates with more than options', async () => {
    const template = {
      metadata: { name: 'x', labels: { a: 'b' } },
      spec: { resources: { requests: { storage: '1Gi' } } },
    };
    const source = { persistentVolumeClaim: { claimName: 'x' } };
    const given = { defaultVolumeSource: source, volumeClaimSpecTemplates: [template] };
    expect((await stated(JSON.stringify(given))).spec).toMatchObject(given);
  });

  test('a certificate authority with the namespace that is the default', async () => {
    const issuer = { enabled: true, ca: { secretName: 'ca' }, clusterResourceNamespace: 'cert-manager' };
    const { out, spec } = await stated(JSON.stringify({ components: { clusterIssuer: issuer } }));
    expect(out).toContain("certificates: Certificates.customCa({ secretName: 'ca' }),");
    expect(spec?.components).toEqual({ clusterIssuer: issuer });
  });
});

describe('files', () => {
  const input = folder.write('input.yaml', verrazzano('{profile: dev, version: 1.7.2}'));
  const bad = folder.write('bad.yaml', 'kind: Pod\n');

  test('--out-file writes the program and prints nothing', async () => {
    const file = join(folder.path, 'main.ts');
    const { code, out } = await cli(['import', input, '--out-file', file]);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readFileSync(file, 'utf8')).toBe((await cli(['import', input])).out);
  });

  test('an existing file stays, unless it may be replaced', async () => {
    const file = folder.write('mine.ts', 'mine');
    const { code, out, err } = await cli(['import', input, '--out-file', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`[${file}] exists; got "EEXIST"`);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await cli(['import', input, '--out-file', file, '--force'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('new DevProfile(');
  });

  test('a file that cannot be written is refused without a stack trace', async () => {
    mkdirSync(join(folder.path, 'dir'));
    for (const [file, why] of [
      [join(folder.path, 'dir'), 'is a directory'],
      [join(folder.path, 'none', 'main.ts'), 'is in a folder that does not exist'],
    ] as const) {
      const { code, err } = await cli(['import', input, '--out-file', file, '--force']);
      expect(code).toBe(1);
      expect(err).toContain(`[${file}] ${why}`);
      expect(err).not.toContain('    at ');
    }
  });

  test('nothing is written when one input is refused', async () => {
    const file = join(folder.path, 'never.ts');
    const { code, out, err } = await cli(['import', input, bad, '--out-file', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('holds no Verrazzano resource');
    expect(existsSync(file)).toBe(false);
    expect((await cli(['import', input, bad])).out).toBe('');
  });

  test('a folder is read with all folders below it, and files with nothing to import are noted', async () => {
    const inside = (name: string): string => join('estate', name);
    mkdirSync(join(folder.path, 'estate', 'apps'), { recursive: true });
    const one = folder.write(inside('a.yaml'), verrazzano('{profile: dev}'));
    const values = folder.write(inside('values.yaml'), 'replicas: 2\n');
    const name = 'hello';
    const oam = [
      { kind: 'Component', metadata: { name }, spec: { workload: { apiVersion: 'v1', kind: 'ConfigMap' } } },
      { kind: 'ApplicationConfiguration', metadata: { name }, spec: { components: [{ componentName: name }] } },
    ].map((each) =>
      folder.write(inside(`apps/${each.kind}.json`), JSON.stringify({ apiVersion: 'core.oam.dev/v1alpha2', ...each })),
    );
    const { code, out, err } = await cli(['import', join(folder.path, 'estate')]);
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining(`note: [${values}] has nothing that is imported`),
    });
    expect(out).toBe((await cli(['import', ...oam, one])).out);
    expect(out).toContain('new OamApplication(');
  });

  test('a folder with nothing to import is refused, and so is a folder with a file that cannot be read', async () => {
    mkdirSync(join(folder.path, 'other', 'broken'), { recursive: true });
    folder.write(join('other', 'pod.yaml'), 'kind: Pod\n');
    const nothing = await cli(['import', input, join(folder.path, 'other')]);
    expect(nothing).toMatchObject({ code: 1, out: '' });
    expect(nothing.err).toContain(`[${join(folder.path, 'other')}] has nothing that is imported`);
    const broken = folder.write(join('other', 'broken', 'b.yaml'), 'a: [');
    expect((await cli(['import', join(folder.path, 'other')])).err).toContain(`[${broken}] is not valid YAML`);
  });

  test('what cannot be converted is refused', async () => {
    const spec = '{components: {verrazzano: {installArgs: [{name: a, value: "{"}]}}}';
    const { code, out, err } = await cli(['import', folder.write('args.yaml', verrazzano(spec, 'v1alpha1'))]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('spec.components.verrazzano.installArgs');
  });
});

test.each([
  [[]],
  [['--cni', 'unknown']],
  [['--kubernetes-version', '1.30']],
  [['--storage-class', 'Not A Name']],
  [['--repository', 'https://me:secret@git.example.com/p.git']],
  [['--repository', 'two words']],
])('wrong usage: %j', async (options) => {
  const files = options.length === 0 ? [] : [folder.write('usage.yaml', verrazzano('{}'))];
  const { code, out, err } = await cli(['import', ...files, ...options]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^\[import\] .*\n\(add --help for more\)\n$/);
});

test('help has examples', async () => {
  const { code, out } = await cli(['import', '--help']);
  expect(code).toBe(0);
  expect(out).toContain('\nExamples:\n  $ cdk8s-verrazzano import');
});
