import { isDeepStrictEqual } from 'util';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import {
  AirgapImages,
  CommonLabels,
  ImagePullSecrets,
  imagesIn,
  registryOf,
  SnapshotVolumes,
  StorageClassName,
  transformYaml,
  type ManifestTransform,
} from '../../lib/transforms';
import type { JsonObject, JsonValue } from '../../lib/values/json';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { runs } from '../support/fc-runs';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const image = fc
  .tuple(
    fc.constantFrom('', 'quay.io/q-', 'host:5000/h-', 'r.io/m/', 'docker.io/'),
    fc.constantFrom('redis', 'org/app', 'a/b/c'),
    fc.constantFrom('', ':1', ':v2.0', `@${DIGEST}`, `:1@${DIGEST}`),
  )
  .map((parts) => parts.join(''));
const text = fc.oneof(
  fc.constantFrom(
    'yes',
    '010',
    'null',
    '~',
    '',
    ' x',
    'a: b',
    '# c',
    '- d',
    '{{ x }}',
    'on',
    '1e3',
    '"q"',
    "it's",
    'é',
  ),
  fc.string({ maxLength: 8 }),
);
const key = fc.constantFrom('a', 'b', 'image', 'env', 'x/y', 'on');
const free: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(key, tie('value'), { maxKeys: 2 }),
  ),
})).value;
const container = fc.record({ name: fc.constantFrom('a', 'b'), image, args: free }, { requiredKeys: ['name'] });
const podSpec = fc.record(
  {
    containers: fc.array(container, { minLength: 1, maxLength: 3 }),
    initContainers: fc.array(container, { maxLength: 2 }),
    volumes: fc.array(
      fc.record({ name: fc.constantFrom('d', 'e'), persistentVolumeClaim: fc.constant({ claimName: 'data' }) }),
      { maxLength: 2 },
    ),
    imagePullSecrets: fc.constantFrom(null, [], [{ name: 'other' }]),
  },
  { requiredKeys: ['containers'] },
);
const metadata = fc.record(
  { name: fc.constant('n'), labels: fc.dictionary(key, text, { maxKeys: 2 }), annotations: fc.constantFrom(null, {}) },
  { requiredKeys: ['name'] },
);
const template = fc.record({ metadata, spec: podSpec }, { requiredKeys: ['spec'] });
const claim = fc.record({ metadata, spec: fc.constantFrom({}, { storageClassName: 'x' }, { accessModes: ['a'] }) });
const object = fc.oneof(
  fc.record({ apiVersion: fc.constant('v1'), kind: fc.constant('Pod'), metadata, spec: podSpec }),
  fc.record({
    apiVersion: fc.constantFrom('apps/v1', 'example.com/v1'),
    kind: fc.constantFrom('StatefulSet', 'Thing'),
    metadata,
    spec: fc.record({ template, volumeClaimTemplates: fc.array(claim, { maxLength: 2 }), more: free }),
    status: free,
  }),
  claim.map((value) => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...value })),
) as fc.Arbitrary<JsonObject>;

const transforms = (): ManifestTransform[] => [
  new AirgapImages({ registry: registryOf('r.io/m'), imagePath: 'full', except: ['docker.io/a/*'] }),
  new ImagePullSecrets('pull'),
  new StorageClassName({ storageClass: 'fast' }),
  new SnapshotVolumes({ claims: ['data'] }),
  new CommonLabels({ labels: { team: 'yes', 'x/y': '1' }, includeTemplates: true }),
];

function digestOf(value: unknown): string | undefined {
  return typeof value === 'string' ? /@.*/.exec(value)?.[0] : undefined;
}

test('images change only images, keep digests, and do nothing the second time', () => {
  fc.assert(
    fc.property(object, (before) => {
      const transform = new AirgapImages({ registry: registryOf('r.io/m'), imagePath: 'full' });
      const after = transform.rewrite(before);
      expect(transform.rewrite(after)).toBe(after);
      const [old, now] = [imagesIn(before), imagesIn(after)];
      expect(now.map(({ path }) => path)).toEqual(old.map(({ path }) => path));
      now.forEach(({ value }, index) => {
        expect(value).toMatch(/^r\.io\/m\//);
        expect(digestOf(value)).toBe(digestOf(old[index]?.value));
      });
      const blank = (value: JsonObject): string => {
        const places = new Set(imagesIn(value).map(({ path }) => path.join()));
        const walk = (part: unknown, path: readonly (string | number)[]): unknown => {
          if (places.has(path.join())) return 'IMAGE';
          if (Array.isArray(part)) return part.map((item, index) => walk(item, [...path, index]));
          if (typeof part !== 'object' || part === null) return part;
          return Object.entries(part).map(([name, item]) => [name, walk(item, [...path, name])]);
        };
        return JSON.stringify(walk(value, []));
      };
      expect(blank(after)).toBe(blank(before));
    }),
    { numRuns: runs(5, 500) },
  );
});

test('the order of transforms makes no difference', () => {
  fc.assert(
    fc.property(object, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (before, order) => {
      const all = transforms();
      const result = (list: readonly (ManifestTransform | undefined)[]): JsonObject =>
        list.reduce((value, transform) => transform?.rewrite(value) ?? value, before);
      expect(result(order.map((index) => all[index]))).toEqual(result(all));
    }),
    { numRuns: runs(4, 300) },
  );
});

const styles = fc.constantFrom(
  {},
  { indentSeq: false },
  { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' },
  { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN', indent: 4 },
  { collectionStyle: 'flow' },
  { collectionStyle: 'flow', lineWidth: 0 },
  'json',
  'pretty',
) as fc.Arbitrary<object | string>;

/** Comments at the ends of lines and between them, where YAML allows these for certain. */
function withComments(yaml: string): string {
  return yaml
    .split('\n')
    .flatMap((line) =>
      /^\s*[a-z]+: [a-z]+$/i.test(line) ? [`${/^ */.exec(line)?.[0]}# above`, `${line} # beside`] : [line],
    )
    .join('\n');
}

test('text means what the data means, keeps its other lines, and stays the second time', () => {
  fc.assert(
    fc.property(
      fc.array(object, { minLength: 1, maxLength: 2 }),
      styles,
      fc.boolean(),
      (objects, style, hasComments) => {
        const written = objects.map((value) => {
          if (typeof style === 'string') return `${JSON.stringify(value, undefined, style === 'json' ? 0 : 2)}\n`;
          const yaml = stringify(value, { version: '1.1', aliasDuplicateObjects: false, ...style });
          return hasComments && !/[|>][-+]?\d?$/m.test(yaml) ? withComments(yaml) : yaml;
        });
        const before = written.join('---\n');
        fc.pre(isDeepStrictEqual(parseYaml('f', before), objects));
        const { text: after, problems } = transformYaml('f', before, transforms());
        expect(problems).toEqual([]);
        const expected = objects.map((value) =>
          transforms().reduce((part, transform) => transform.rewrite(part), value),
        );
        expect(parseYaml('f', after)).toEqual(expected);
        expect(transformYaml('f', after, transforms()).text).toBe(after);
        const count = (yaml: string): number => yaml.split(/# (?:above|beside)/).length;
        expect(count(after)).toBe(count(before));
      },
    ),
    { numRuns: runs(2, 600) },
  );
});
