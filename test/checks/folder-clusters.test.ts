import { diffObjects } from '../../lib/checks/diff/diff';
import type { SourceObject } from '../../lib/checks/checked-object';

/** A ConfigMap in each folder, with its content. */
const state = (folders: Readonly<Record<string, string>>): SourceObject[] =>
  Object.entries(folders).map(([folder, a]) => ({
    file: `${folder}/web.yaml`,
    document: 0,
    item: [],
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data: { a } },
    root: '.',
    apart: false,
  }));
const changes = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] =>
  diffObjects(state(before), state(after)).map(({ kind, cluster, from }) =>
    [kind, cluster, ...(from === undefined ? [] : [from])].join(' '),
  );

test.each([
  [
    'one later version',
    { 'app-1.21': 'a', 'app-1.22': 'b' },
    { 'app-1.22': 'b', 'app-1.24': 'c' },
    ['changed app-1.24'],
  ],
  ['the same content', { 'app-1.21': 'a', 'app-1.22': 'b' }, { 'app-1.22': 'b', 'app-1.24': 'a' }, []],
  ['two later versions', { v9: 'a', v10: 'b' }, { v11: 'a', v12: 'c' }, ['changed v12']],
  [
    'one version more',
    { 'app-1-21': 'a', 'app-1-22': 'b' },
    { 'app-1-22': 'b', 'app-1-23': 'c', 'app-1-24': 'd' },
    ['removed app-1-21', 'added app-1-23', 'added app-1-24'],
  ],
  ['regions with numbers', { 'eu-1': 'a', 'eu-2': 'b' }, { 'eu-2': 'b', 'eu-3': 'c' }, ['removed eu-1', 'added eu-3']],
  [
    'clusters by the name of the folder around them',
    { 'clusters/app-1.21': 'a', 'clusters/app-1.22': 'b' },
    { 'clusters/app-1.22': 'b', 'clusters/app-1.24': 'c' },
    ['removed app-1.21', 'added app-1.24'],
  ],
])('folders of versions: %s', (_, before, after, expected) => {
  expect(changes(before, after).sort()).toEqual([...expected].sort());
});
