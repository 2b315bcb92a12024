import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as library from '../../lib';
import { adoptedProgram } from '../../lib/cli/adopt/adopted-program';
import { adopt } from '../../lib/exit/adopt/adopt';
import { provePlan } from '../../lib/exit/proof/plan-proof';
import { planOf } from '../../lib/exit/plan/plan';
import { projectObjects } from '../../lib/resource/multicluster';
import type { JsonObject } from '../../lib/values/json';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { listOf } from '../../scripts/exit/model-dump';
import { evaluateFiles } from '../support/programs';
import { inCi } from '../support/sample';
import { PROGRAMS } from './plan-programs';

const OBJECTS = PROGRAMS['projects on managed clusters'] ?? [];
const adoption = adopt([{ file: 'dump.json', documents: [listOf(OBJECTS)] }]);
const plan = planOf(adoption);
const step = plan.find(({ id }) => id === 'deliver-projects');

const folder = mkdtempSync(join(tmpdir(), 'projects-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program as the step has it: what its comments say is done. */
function editedFiles(): ReadonlyMap<string, string> {
  const { files } = adoptedProgram(adoption, 'https://git.example.com/p.git');
  const estate = (files.get('estate.ts') ?? '')
    .replace('VerrazzanoProject }', 'VerrazzanoProject, Placement }')
    .replaceAll(/(new VerrazzanoProject\(admin, "\w+", \{)/g, '$1placement: Placement.GIT, ')
    .replace(/^ *new MultiClusterApplication\(.*\);$/m, '');
  return new Map([...files, ['estate.ts', estate]]);
}

function synthesize(outdir: string): void {
  class GitOpsApp extends library.GitOpsApp {
    constructor(props: library.GitOpsAppProps) {
      super({ ...props, outdir });
    }
  }
  class ProdProfile extends library.ProdProfile {
    constructor(scope: library.AdminCluster, id: string, props: library.ProfileProps) {
      super(scope, id, { ...props, installer: library.Installer.charts() });
    }
  }
  evaluateFiles(editedFiles(), 'main.ts', { 'cdk8s-verrazzano': { ...library, GitOpsApp, ProdProfile } });
}

const keyOf = ({ kind, metadata }: JsonObject): string => {
  const { namespace = '', name } = metadata as { namespace?: string; name: string };
  return `${kind as string} ${namespace}/${name}`;
};

function written(outdir: string, cluster: string): JsonObject[] {
  const unit = join(outdir, cluster, 'projects');
  const names = readdirSync(unit, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return names.flatMap((name) => parseYaml(name, readFileSync(join(unit, name), 'utf8')) as JsonObject[]);
}

test('after the edits that it names, Git delivers what the operators made, and every file that it applies is there', () => {
  synthesize(folder);
  const commands = step?.commands ?? [];
  const files = commands.flatMap((line) => [...line.matchAll(/ -f dist\/(\S+)/g)].map(([, file = '']) => file));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  for (const project of OBJECTS.filter(({ kind }) => kind === 'VerrazzanoProject')) {
    const { placement } = project.spec as { placement: { clusters: ReadonlyArray<{ name: string }> } };
    for (const { name } of placement.clusters) {
      const objects = new Map(
        written(folder, name === 'local' ? 'verrazzano' : name).map((each) => [keyOf(each), each]),
      );
      for (const made of projectObjects(project) as unknown as readonly JsonObject[]) {
        if (keyOf(made).includes('/verrazzano-cluster-')) continue;
        expect(objects.get(keyOf(made))).toMatchObject({
          ...made,
          metadata: { name: (made.metadata as JsonObject).name },
        });
      }
    }
  }
}, 60_000);

test('agents and operators stop before, and definitions go after', () => {
  const at = (id: string): number => plan.findIndex((each) => each.id === id);
  const own = at('deliver-projects');
  for (const id of ['stop-agents', 'stop-application-operators', 'stop-cluster-operators', 'cluster-secrets']) {
    expect({ id, is: at(id) !== -1 && at(id) < own }).toEqual({ id, is: true });
  }
  expect(at('drop-operators')).toBeGreaterThan(own);
  expect(at('remove-rest')).toBeGreaterThan(own);
  expect(at('stop-agents')).toBeLessThan(at('delete-managed-clusters'));
});

test('only where there are projects', () => {
  const others = planOf(
    adopt([{ file: 'dump.json', documents: [listOf(PROGRAMS['Rancher and managed clusters'] ?? [])] }]),
  );
  expect(others.map(({ id }) => id)).toEqual(expect.arrayContaining(['stop-agents', 'cluster-secrets']));
  expect(others.some(({ id }) => id === 'deliver-projects')).toBe(false);
});

inCi('its proof: role bindings of agents go, and nothing else', () => {
  const binding = (name: string): JsonObject => {
    return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name, namespace: 'shop' } };
  };
  const bindings = ['admin', 'verrazzano-cluster-eu-1'].map(binding);
  const found = adopt([{ file: 'dump.json', documents: [listOf([...OBJECTS, ...bindings])] }]);
  const [proof] = provePlan(
    found,
    planOf(found).filter(({ id }) => id === 'deliver-projects'),
  );
  expect(proof?.differences.map(({ object, stated }) => [object, stated])).toEqual([
    ['RoleBinding shop/verrazzano-cluster-eu-1', true],
  ]);
});
