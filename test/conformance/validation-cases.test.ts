import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { VerrazzanoResource } from '../../lib/resource/merge';
import { clusterFacts, validateVerrazzano, type Finding } from '../../lib/resource/rules';
import { RULES } from '../../lib/resource/rules/table';
import { sample } from '../support/sample';
import { describeShared, sharedPath } from '../support/shared';

interface Case {
  readonly file: string;
  readonly verdict: 'valid' | 'invalid';
  readonly operation: 'create' | 'update';
  readonly rule?: string;
  readonly old?: string;
  readonly cluster?: string;
  readonly failsLaterAs?: string;
}

const platform = (...parts: string[]): string => sharedPath('upstream', 'platform', ...parts);
const readJson = (file: string): unknown => JSON.parse(readFileSync(platform(file), 'utf8'));

/** A file is read once for all cases that use it; nothing writes to what it holds. */
const read = new Map<string, unknown>();
function readYaml(file: string): unknown {
  if (!read.has(file)) read.set(file, parse(readFileSync(platform('cases', file), 'utf8')));
  return read.get(file);
}

/** The findings of each case: with a known cluster, and with an unknown one. */
const found = new Map<string, readonly Finding[]>();

/** `empty` is the cluster of a case that names none: known to be empty, or unknown. */
function findingsOf({ file, old, cluster }: Case, empty: unknown): readonly Finding[] {
  const isUnknown = cluster === undefined && empty === undefined;
  const key = `${file} ${isUnknown}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const findings = validateVerrazzano({
    resource: readYaml(file) as VerrazzanoResource,
    ...(old === undefined ? {} : { previous: readYaml(old) as VerrazzanoResource }),
    ...(isUnknown ? {} : { cluster: clusterFacts(cluster === undefined ? empty : readYaml(cluster)) }),
  });
  found.set(key, findings);
  return findings;
}

const rulesOf = (findings: readonly Finding[], severity: string): string[] =>
  findings.filter((finding) => finding.severity === severity).map(({ rule }) => rule);

describeShared('the validation cases of upstream', () => {
  const cases = readJson('cases/index.json') as Case[];

  test('every case is run', () => {
    const invalid = cases.filter(({ verdict }) => verdict === 'invalid').length;
    const later = cases.filter(({ failsLaterAs }) => failsLaterAs !== undefined).length;
    console.info(`validation cases: ${cases.length} run, ${invalid} invalid, ${later} that fail later`);
    expect(cases.length).toBeGreaterThan(0);
  });

  describe.each([
    ['an empty cluster', {}],
    ['an unknown cluster', undefined],
  ])('against %s where the case names none', (_, empty) => {
    test.each(
      sample(
        sample(cases, 60).map((entry) => [entry.file, entry] as const),
        30,
      ),
    )('%s', (_file, entry) => {
      const findings = findingsOf(entry, empty);
      const errors = rulesOf(findings, 'error');
      if (entry.verdict === 'valid') expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      // Of an unknown cluster, what the resource needs is assumed.
      else if (empty === undefined && entry.cluster === undefined)
        expect([...errors, ...rulesOf(findings, 'assumption')]).toContain(entry.rule);
      else expect(errors).toContain(entry.rule);
      if (entry.failsLaterAs !== undefined) {
        const later = [
          ...rulesOf(findings, 'warning'),
          ...(empty === undefined ? rulesOf(findings, 'assumption') : []),
        ];
        expect(later).toContain(entry.failsLaterAs);
      }
    });
  });

  test('an error other than the expected one follows from it', () => {
    const others = sample(cases, 60).flatMap((entry) =>
      rulesOf(findingsOf(entry, {}), 'error')
        .filter((rule) => rule !== entry.rule)
        .map((rule) => `${entry.file}: ${rule}`),
    );
    expect(others).toEqual([]);
  });
});

describeShared('the rules of upstream', () => {
  test('each has exactly one rule, in the same order', () => {
    const { rules } = readJson('validation.json') as { rules: { id: string }[] };
    expect(RULES.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  });

  test('each has the layer, the operations and the API versions of upstream', () => {
    interface Fact {
      id: string;
      layer: string;
      operations: string[];
      apis: string[];
    }
    const { rules } = readJson('validation.json') as { rules: Fact[] };
    for (const { id, layer, operations, apis } of rules) {
      const rule = RULES.find((candidate) => candidate.id === id);
      expect([id, rule?.layer, rule?.apis ?? ['v1alpha1', 'v1beta1']]).toEqual([id, layer, apis]);
      if (layer !== 'reconcile') expect([id, rule?.operations ?? ['create', 'update']]).toEqual([id, operations]);
    }
  });
});
