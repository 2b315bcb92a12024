import * as fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Profile } from '../../lib';
import { adopt } from '../../lib/exit/adopt/adopt';
import { planOf } from '../../lib/exit/plan/plan';
import type { JsonObject } from '../../lib/values/json';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';
import { listOf, modelObjects } from '../../scripts/exit/model-dump';
import { runs } from '../support/fc-runs';
import { inCi } from '../support/sample';
import { heldByApiServer } from './api-server-noise';
import { CLUSTER, CLUSTER_FACTS, chartEstates, synthesizeCharts } from './random-estates';

const folder = mkdtempSync(join(tmpdir(), 'adopt-charts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keyOf = ({ kind, metadata }: JsonObject): string => {
  const { name, namespace = '' } = metadata as { name: string; namespace?: string };
  return `${kind as string} ${namespace}/${name}`;
};

/** What a cluster holds once a program with charts is applied: its files, and what the charts make. */
function running(outdir: string, platform: Profile): JsonObject[] {
  const files = readdirSync(join(outdir, CLUSTER), { recursive: true, encoding: 'utf8' });
  const written = files
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseYaml(file, readFileSync(join(outdir, CLUSTER, file), 'utf8')) as JsonObject[]);
  // The model knows the platform operator, which charts do without.
  const made = modelObjects(platform).filter(
    (object) => !/ (?:verrazzano-install\/|verrazzano-platform-)/.test(keyOf(object)),
  );
  return [...new Map([...made, ...written, ...CLUSTER_FACTS].map((object) => [keyOf(object), object])).values()];
}

/** What a program makes; another one is tried where rules refuse the combination. */
function permitted<T>(synthesize: () => T): T {
  try {
    return synthesize();
  } catch {
    throw new fc.PreconditionFailure();
  }
}

inCi(
  'a platform that charts install is adopted as one, without drift, and the plan begins where it is',
  () => {
    let at = 0;
    fc.assert(
      fc.property(chartEstates, (estate) => {
        const outdir = join(folder, String(at++));
        const platform = permitted(() => synthesizeCharts(estate, outdir));
        const adoption = adopt([
          { file: 'dump.json', documents: [listOf(heldByApiServer(running(outdir, platform)))] },
        ]);
        expect(adoption.drift.filter(({ kind }) => kind !== 'unknown')).toEqual([]);
        expect(adoption.findings.filter(({ at: where }) => where === 'program')).toEqual([]);
        expect(adoption.charts).toMatchObject({ tool: 'Argo CD', step: expect.any(String) as string });
        const ids = planOf(adoption).map(({ id }) => id);
        expect(ids).not.toContain('stop-operator');
        expect(ids).not.toContain('install-by-charts');
      }),
      { numRuns: runs(1, 12) },
    );
  },
  120_000,
);
