import { expectRisk, fields, metadata, specs, type RiskRow } from './compared';

const QUOTA = 'v1 ResourceQuota';
const RANGE = 'v1 LimitRange';
const PRIORITY = 'scheduling.k8s.io/v1 PriorityClass';
const BUDGET = 'policy/v1 PodDisruptionBudget';
const hard = (hard: object): object => ({ hard });
const range = (rest: object): object => ({ limits: [{ type: 'Container', ...rest }] });

const RISKY: readonly RiskRow[] = [
  ['a quota is lowered', specs(QUOTA, hard({ pods: '10' }), hard({ pods: '5' })), 'removal', 'refused'],
  ['a quota more', specs(QUOTA, hard({ pods: '10' }), hard({ pods: '10', 'limits.cpu': '4' })), 'removal', 'refused'],
  ['a quota less', specs(QUOTA, hard({ pods: '10', 'limits.cpu': '4' }), hard({ pods: '10' })), 'access', 'permitted'],
  ['a quota is raised', specs(QUOTA, hard({ pods: '10' }), hard({ pods: '11' })), 'change'],
  [
    'the most is lowered',
    specs(RANGE, range({ max: { memory: '2Gi' } }), range({ max: { memory: '1Gi' } })),
    'removal',
    'refused',
  ],
  [
    'the least is raised',
    specs(RANGE, range({ min: { cpu: '1' } }), range({ min: { cpu: '2' } })),
    'removal',
    'refused',
  ],
  ['the most is raised', specs(RANGE, range({ max: { memory: '1Gi' } }), range({ max: { memory: '2Gi' } })), 'change'],
  ['the most is new', specs(RANGE, range({}), range({ max: { memory: '1Gi' } })), 'removal', 'refused'],
  ['the most goes', specs(RANGE, range({ max: { memory: '1Gi' } }), range({})), 'access', 'permitted'],
  [
    'a default is lowered',
    specs(RANGE, range({ default: { memory: '2Gi' } }), range({ default: { memory: '1Gi' } })),
    'removal',
    'lower limit',
  ],
  ['a priority', fields(PRIORITY, { value: 5 }, { value: 6 }), 'immutable'],
  ['the priority of all', fields(PRIORITY, { value: 5 }, { value: 5, globalDefault: true }), 'removal', 'order'],
  ['no eviction', specs(BUDGET, { maxUnavailable: 1 }, { maxUnavailable: 0 }), 'removal', 'drained'],
  ['no eviction in percent', specs(BUDGET, { minAvailable: '50%' }, { minAvailable: '100%' }), 'removal', 'drained'],
  [
    'the default class',
    metadata(
      'storage.k8s.io/v1 StorageClass',
      { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      { annotations: { 'storageclass.kubernetes.io/is-default-class': 'false' } },
    ),
    'removal',
    'no class',
  ],
  [
    'claims that may not grow',
    fields('storage.k8s.io/v1 StorageClass', { allowVolumeExpansion: true }, {}),
    'removal',
    'grow',
  ],
];

test.each(RISKY.map((row) => [row[0], row] as const))('%s', (_, row) => expectRisk(row));
