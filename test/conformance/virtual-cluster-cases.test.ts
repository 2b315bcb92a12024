import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { cli, Folder } from '../cli/cli';
import { sample } from '../support/sample';
import { describeShared, sharedPath } from '../support/shared';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: { readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> } };
  };
}

const folder = new Folder();
afterAll(() => folder.remove());

const read = (...path: string[]): string => readFileSync(sharedPath('upstream', 'vcluster', ...path), 'utf8');
const json = <T>(...path: string[]): T => JSON.parse(read(...path)) as T;

/** Objects by group, kind, namespace and name; the configuration decoded. */
function objects(text: string): Record<string, unknown> {
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false });
  const manifests = documents.map((document) => document.toJS() as Manifest | null).filter((each) => each !== null);
  return Object.fromEntries(
    manifests.map((each) => {
      const { apiVersion, kind, metadata } = each;
      const key = [apiVersion, kind, metadata.namespace ?? '', metadata.name].join('|');
      const config = each.data?.['config.yaml'];
      if (config === undefined) return [key, each];
      const decoded = parseAllDocuments(Buffer.from(config, 'base64').toString())[0]?.toJS() as unknown;
      return [key, { ...each, data: decoded }];
    }),
  );
}

async function rendered(name: string, namespace: string, values: string, ...more: string[]) {
  const file = folder.write('vcluster.yaml', values);
  return cli(['vcluster', 'render', file, '--name', name, '--namespace', namespace, ...more]);
}

describeShared('chart vcluster 0.24.2', () => {
  const { cases } = json<{ cases: Array<{ case: string; release: string; namespace: string }> }>('cases', 'index.json');

  test.each(
    sample(
      sample(cases, 15).map((each) => [each.case, each] as const),
      6,
    ),
  )('%s', async (name, { release, namespace }) => {
    const { code, out, err } = await rendered(release, namespace, read('cases', name, 'values.yaml'));
    // Only the values with the password of a database are warned about.
    expect({ code, warns: err !== '' }).toEqual({ code: 0, warns: name === '09-store-mysql' });
    expect(objects(out)).toEqual(objects(read('cases', name, 'rendered.yaml')));
  });

  test('the hash of pods is that of the Secret', async () => {
    const { out } = await rendered('my-vcluster', 'team-x', '');
    const manifests = parseAllDocuments(out).map((document) => document.toJS() as Manifest);
    const config = manifests.find(({ kind }) => kind === 'Secret')?.data?.['config.yaml'] ?? '';
    const pods = manifests.find(({ kind }) => kind === 'StatefulSet')?.spec?.template?.metadata?.annotations;
    expect(pods).toEqual({ vClusterConfigHash: createHash('sha256').update(config).digest('hex') });
  });

  const invalid = json<{ cases: Array<{ name: string; values: unknown; rejectedBy: string }> }>(
    'cases',
    'invalid.json',
  );

  test.each(invalid.cases.map((each) => [each.name, each] as const))(
    'refuses %s',
    async (_, { values, rejectedBy }) => {
      const installed = rejectedBy === 'upgrade' ? ['--installed', folder.write('installed.yaml', '{}')] : [];
      const { code, out, err } = await rendered('my-vcluster', 'team-x', JSON.stringify(values), ...installed);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^\[.*vcluster\.yaml: [\w.[\]*/]+\] .+\n$/);
    },
  );
});
