import fc from 'fast-check';
import { parse } from 'yaml';
import { GitOpsCluster } from '../../lib/gitops';
import type { RemainingStep, RequiredSecret } from '../../lib/gitops/gitops-cluster';
import { objectPath, pathProblems, safeSegment } from '../../lib/gitops/output/paths';
import { parseSums, sha256, toSums } from '../../lib/gitops/output/sums';
import { toYaml } from '../../lib/gitops/output/yaml';
import { configMap, newApp } from './helpers';
import { anyText } from '../support/any-text';
import { runs } from '../support/fc-runs';

const OBJECTS = ['a/p/x/1', 'a/p/x/2', 'a/p/y/1', 'a/q/x/3', 'a/apps/s/x/4', 'b/p/x/1', 'b/p/x/2', 'c/p/z/9'];

function render(order: readonly string[]): [string, string][] {
  const app = newApp();
  const clusters = new Map<string, GitOpsCluster>();
  for (const path of order) {
    const [id = '', ...parts] = path.split('/');
    const [namespace = '', name = ''] = parts.splice(-2);
    const cluster = clusters.get(id) ?? new GitOpsCluster(app, id);
    clusters.set(id, cluster);
    configMap(cluster.unit(parts.join('/'), { wave: 0 }), `n${name}`, { b: '1', a: '2' }, namespace);
  }
  return [...app.render()];
}

test('the order in which constructs are created changes nothing', () => {
  const expected = render(OBJECTS);
  fc.assert(
    fc.property(fc.shuffledSubarray(OBJECTS, { minLength: OBJECTS.length }), (order) => {
      expect(render(order)).toEqual(expected);
    }),
    { numRuns: runs(3, 30) },
  );
});

test('the order in which steps and Secrets are announced changes nothing', () => {
  const step = fc.record(
    {
      title: fc.constantFrom('a', 'b', 'c'),
      when: fc.constantFrom('before' as const, 'after' as const),
      unit: fc.constantFrom('p', 'q'),
      instructions: fc.constantFrom('x', 'y'),
    },
    { requiredKeys: ['title', 'when', 'instructions'] },
  );
  const secret = fc.record({
    namespace: fc.constantFrom('n', 'm'),
    name: fc.constantFrom('s', 't'),
    keys: fc.constant(['k']),
    usedBy: fc.constantFrom('u', 'v'),
    description: fc.constant('d'),
  });
  const readme = (steps: readonly RemainingStep[], secrets: readonly RequiredSecret[], units: readonly string[]) => {
    const app = newApp();
    const cluster = new GitOpsCluster(app, 'prod');
    for (const unit of units) configMap(cluster.unit(unit, { wave: 0, namespace: 'n' }), unit);
    steps.forEach((one) => cluster.addRemainingStep(one));
    secrets.forEach((one) => cluster.addRequiredSecret(one));
    return app.render().get('prod/README.md');
  };
  fc.assert(
    fc.property(fc.array(step), fc.array(secret), fc.infiniteStream(fc.nat()), (steps, secrets, random) => {
      const shuffled = <T>(items: readonly T[]): T[] =>
        items
          .map((item) => [random.next().value as number, item] as const)
          .sort(([a], [b]) => a - b)
          .map(([, item]) => item);
      const other = readme(shuffled(steps), shuffled(secrets), ['q', 'p']);
      expect(other).toBe(readme(steps, secrets, ['p', 'q']));
    }),
    { numRuns: runs(12, 40) },
  );
});

test('one more object changes its own file, and the lists of its cluster', () => {
  const before = new Map(render(OBJECTS));
  const after = render([...OBJECTS, 'b/p/x/7']);
  expect(after.filter(([path, content]) => before.get(path) !== content).map(([path]) => path)).toEqual([
    'b/README.md',
    'b/SHA256SUMS',
    'b/p/x/ConfigMap.n7.yaml',
  ]);
});

test.each(['CDK8S_DISABLE_SORT', 'CDK8S_LEGACY_HASH', 'CDK8S_RECORD_CONSTRUCT_METADATA', 'TZ', 'LANG', 'HOME'])(
  'the environment variable %s changes nothing',
  (name) => {
    const expected = render(OBJECTS);
    const old = process.env[name];
    process.env[name] = 'true';
    try {
      expect(render(OBJECTS)).toEqual(expected);
    } finally {
      if (old === undefined) delete process.env[name];
      else process.env[name] = old;
    }
  },
);

test('different texts give different path segments of safe characters', () => {
  fc.assert(
    fc.property(anyText({ minLength: 1 }), anyText({ minLength: 1 }), (a, b) => {
      expect(safeSegment(a) === safeSegment(b)).toBe(a === b);
      expect(safeSegment(a)).toMatch(/^[A-Za-z0-9._%-]+$/);
      expect(decodeURIComponent(safeSegment(a))).toBe(a);
    }),
  );
  expect(['aux', 'NUL.x', '.', '..', 'a:b', 'auxiliary'].map(safeSegment)).toEqual([
    '%61ux',
    '%4EUL.x',
    '%2E',
    '%2E.',
    'a%3Ab',
    'auxiliary',
  ]);
});

test('objects of different namespaces or scopes never share a path', () => {
  const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const id = fc.record({
    group: fc.constantFrom('', 'x.io'),
    kind: fc.constant('Role'),
    name: label,
    namespace: fc.option(label, { nil: undefined }),
  });
  fc.assert(
    fc.property(id, id, (a, b) => {
      const same = a.group === b.group && a.name === b.name && a.namespace === b.namespace;
      const strip = ({ namespace, ...rest }: typeof a) => (namespace === undefined ? rest : { ...rest, namespace });
      expect(objectPath(strip(a)) === objectPath(strip(b))).toBe(same);
    }),
  );
});

test('path problems: case of files, case of folders, files that are folders', () => {
  expect(pathProblems(['a/b', 'c/d', 'a/c/e'])).toEqual([]);
  expect(pathProblems(['a/B', 'a/b'])[0]?.message).toBe('the paths differ only in case');
  expect(pathProblems(['A/b', 'a/c'])[0]?.message).toBe('the folders differ only in case');
  expect(pathProblems(['a/b', 'A'])[0]?.message).toBe('a file has the same name as a folder');
});

test('SHA256SUMS is sorted bytewise and reads back', () => {
  const path = fc.stringMatching(/^[A-Za-z0-9._%-]{1,10}(\/[A-Za-z0-9._%-]{1,10}){0,2}$/);
  fc.assert(
    fc.property(fc.dictionary(path, fc.string()), (files) => {
      const entries = Object.entries(files);
      const read = parseSums(toSums(new Map(entries)));
      expect(read.malformed).toEqual([]);
      expect(read.entries).toEqual(
        entries
          .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
          .map(([p, content]) => ({ hash: sha256(content), path: p })),
      );
    }),
  );
});

describe('YAML', () => {
  test('strings read the same under YAML 1.1 and 1.2', () => {
    const tricky = [
      'y',
      'no',
      'on',
      '0755',
      '0o17',
      '12:30',
      '1_000',
      '2001-01-01',
      '=',
      '<<',
      '~',
      '',
      ' a',
      '.inf',
      '1e3',
      '0x1f',
      '*a',
      '&a',
      '!x',
      '- a',
      'a: b',
      '#',
      '---',
    ];
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...tricky), fc.string(), anyText()), (text) => {
        const yaml = toYaml({ [text]: text, list: [text] });
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(yaml, { version, merge: false }).list).toEqual([text]);
        }
      }),
      { numRuns: runs(20, 1000) },
    );
  });

  test('keys are sorted as text, also those that look like numbers', () => {
    expect(toYaml({ b: 1, '10': 1, '9': 1, a: { d: 1, c: [] } })).toBe(
      '---\n"10": 1\n"9": 1\na:\n  c: []\n  d: 1\nb: 1\n',
    );
  });

  test('no anchors and no folded lines', () => {
    const shared = { x: 'word '.repeat(60).trim() };
    expect(toYaml([shared, shared])).toBe(`---\n- x: ${shared.x}\n- x: ${shared.x}\n`);
  });
});
