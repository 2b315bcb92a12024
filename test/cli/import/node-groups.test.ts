import { withJoinedGroups } from '../../../lib/cli/import/node-groups';
import type { Note } from '../../../lib/cli/import/metadata';
import { VERRAZZANO_V1BETA1 } from '../../../lib/definition/verrazzano-api';
import { effectiveResource, type VerrazzanoResource } from '../../../lib/resource/merge';
import type { JsonObject } from '../../../lib/values/json';

const withNodes = (profile: string, nodes: readonly JsonObject[]): VerrazzanoResource => ({
  apiVersion: VERRAZZANO_V1BETA1,
  kind: 'Verrazzano',
  metadata: { name: 'vz', namespace: 'default' },
  spec: { profile, components: { opensearch: { nodes } } },
});

const NODES: readonly JsonObject[] = [
  { name: 'a', replicas: 1, roles: ['data'], storage: { size: '1Gi' } },
  { name: 'b', replicas: 1, roles: ['master'] },
  { name: 'a', replicas: 2, resources: { requests: { memory: '1Gi' } }, storage: null },
];

describe('groups of one name', () => {
  test('become one with the same effective resource, where the profile has groups', () => {
    const notes: Note[] = [];
    const given = withNodes('prod', NODES);
    const joined = withJoinedGroups(given, notes);
    const first = { ...NODES[0], replicas: 2, resources: { requests: { memory: '1Gi' } } };
    expect(joined.spec?.components).toEqual({ opensearch: { nodes: [first, NODES[1]] } });
    expect(effectiveResource(joined)).toEqual(effectiveResource(given));
    expect(notes.map(({ path }) => path)).toEqual(['spec.components.opensearch.nodes[2].name']);
  });

  test.each<[string, readonly JsonObject[]]>([
    ['managed-cluster', NODES],
    ['prod', NODES.slice(0, 2)],
    ['prod', [{ name: '' }, { name: '' }]],
  ])('stay as they are where upstream does not merge them: %s', (profile, nodes) => {
    const notes: Note[] = [];
    const given = withNodes(profile, nodes);
    expect(withJoinedGroups(given, notes)).toBe(given);
    expect(notes).toEqual([]);
  });
});
