import * as fc from 'fast-check';
import { readFileSync } from 'fs';
import { join } from 'path';
import { RISK_ORDER } from '../../lib/checks/diff/change';
import { diffObjects } from '../../lib/checks/diff/diff';
import { readSources } from '../../lib/cli/check/read-sources';
import { adopt } from '../../lib/exit/adopt/adopt';
import { describeObject, Dump } from '../../lib/exit/dump/dump';
import { proofOf } from '../../lib/exit/proof/proof';
import type { JsonObject } from '../../lib/values/json';
import { listOf, modelObjects } from '../../scripts/exit/model-dump';
import { runs } from '../support/fc-runs';
import { PROGRAMS } from './plan-programs';
import { MUTATIONS, type Mutation } from './stage-mutations';

const ROOT = join(__dirname, '..', '..');

type Read = () => readonly JsonObject[];

/** What a stage of the example delivers. */
const delivered = (stage: string): Read => {
  return () => readSources([join(ROOT, 'dist', 'exit', stage)]).objects.map(({ object }) => object);
};

/** What a cluster holds in which a program runs. */
const running = (name: string): Read => {
  return () => {
    const { platform } = adopt([{ file: 'dump.json', documents: [listOf(PROGRAMS[name] ?? [])] }]);
    return platform === undefined ? [] : modelObjects(platform);
  };
};

const dumped: Read = () => {
  const { items } = JSON.parse(readFileSync(join(ROOT, 'examples', 'exit', 'dump.json'), 'utf8')) as {
    items: JsonObject[];
  };
  return items;
};

const DELIVERED = Object.fromEntries(
  ['adopted', 'charts', 'closest', 'newest', 'free'].map((stage) => [stage, delivered(stage)]),
);
const HELD = {
  'the dump of the example': dumped,
  ...Object.fromEntries(['dev', 'OCI DNS', 'a private registry and everything'].map((name) => [name, running(name)])),
};
const SOURCES: Readonly<Record<string, Read>> = { ...DELIVERED, ...HELD };

const cache = new Map<string, readonly JsonObject[]>();

function objectsOf(source: string): readonly JsonObject[] {
  const all = cache.get(source) ?? SOURCES[source]?.() ?? [];
  const objects = [...new Map(all.map((one) => [describeObject(one), one])).values()];
  cache.set(source, objects);
  return objects;
}

const sourceObjects = (objects: readonly JsonObject[]) =>
  objects.map((object) => ({ file: 'a.yaml', document: 0, item: [], object, root: '', apart: false }));
const kept = (objects: readonly JsonObject[]) => new Dump([{ file: 'a', documents: [listOf(objects)] }]).objects;

test('what matters and changes between two stages is named by diff with its risk, and by the proof', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(SOURCES)),
      fc.constantFrom(...Object.keys(MUTATIONS)),
      fc.nat(),
      (source, name, at) => {
        const { kinds, risk, subject, change } = MUTATIONS[name] as Mutation;
        const before = objectsOf(source);
        const fitting = before.filter(({ kind }) => kinds.includes(kind as string));
        const target = fitting[at % fitting.length];
        fc.pre(target !== undefined);
        const changed: JsonObject | undefined | null = change(structuredClone(target));
        fc.pre(changed !== null);
        const rest = changed === undefined ? [] : [changed];
        const after = before.flatMap((each) => (each === target ? rest : [each]));
        const found = diffObjects(sourceObjects(before), sourceObjects(after)).map((each) => each.risk);
        const enough = RISK_ORDER.slice(0, RISK_ORDER.indexOf(risk) + 1);
        expect({ found, named: found.some((each) => enough.includes(each)) }).toMatchObject({ named: true });
        if (subject === undefined || !Object.hasOwn(HELD, source)) return;
        expect(proofOf(kept(before), kept(after)).map((each) => each.subject)).toContain(subject);
      },
    ),
    { numRuns: runs(5, 300) },
  );
}, 300_000);
