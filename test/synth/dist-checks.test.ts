import { readdirSync } from 'fs';
import { join, relative } from 'path';
import type { CheckFinding } from '../../lib/checks/finding';
import { cli } from '../cli/cli';
import { inCi } from '../support/sample';

const DIST = join(__dirname, '..', '..', 'dist');

/** Groups whose definitions are not at hand; users pass those of their versions. */
const WITHOUT_SCHEMA = [
  'ceph.rook.io',
  'coherence.oracle.com',
  'external-secrets.io',
  'management.cattle.io',
  'weblogic.oracle',
];

interface Answer {
  readonly objects: number;
  readonly findings: readonly CheckFinding[];
}

// Locally the output of a template is checked: test/cli/init.test.ts.
inCi.each(readdirSync(DIST))(
  'every object of the example %s fits the oldest and the newest Kubernetes',
  async (example) => {
    const { code, out, err } = await cli(['check', join(DIST, example), '--severity', 'info', '--output', 'json']);
    if (out === '') throw new Error(err);
    const { objects, findings } = JSON.parse(out) as Answer;
    const failing = findings.filter(({ severity }) => severity !== 'info');
    expect(
      failing.map(({ file, object, field, message }) => `${relative(DIST, file)}: ${object} ${field} ${message}`),
    ).toEqual([]);
    expect(code).toBe(0);
    expect(objects).toBeGreaterThan(0);
    const unchecked = findings
      .filter(({ rule }) => rule === 'unknown-kind')
      .map(({ object }) => object.split(' ')[0] ?? '');
    expect(unchecked.filter((kind) => !WITHOUT_SCHEMA.some((group) => kind.endsWith(`.${group}`)))).toEqual([]);
  },
);
