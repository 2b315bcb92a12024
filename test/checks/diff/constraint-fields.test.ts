import { compared, expectRisk, fields, object, specs, type RiskRow } from './compared';

const SCC = 'security.openshift.io/v1 SecurityContextConstraints';
const PSP = 'policy/v1beta1 PodSecurityPolicy';
const MORE = 'may have privileges';
const LESS = 'are refused';

const RISKY: readonly RiskRow[] = [
  ['privileged', fields(SCC, { allowPrivilegedContainer: false }, { allowPrivilegedContainer: true }), 'access', MORE],
  [
    'not privileged',
    fields(SCC, { allowPrivilegedContainer: true }, { allowPrivilegedContainer: false }),
    'removal',
    LESS,
  ],
  ['escalation by default', fields(SCC, { allowPrivilegeEscalation: false }, {}), 'access', MORE],
  [
    'no escalation',
    fields(SCC, { allowPrivilegeEscalation: true }, { allowPrivilegeEscalation: false }),
    'removal',
    LESS,
  ],
  ['a writable root', fields(SCC, { readOnlyRootFilesystem: true }, { readOnlyRootFilesystem: false }), 'access', MORE],
  ['a user', fields(SCC, { users: ['a'] }, { users: ['a', 'b'] }), 'access', MORE],
  ['a user less', fields(SCC, { users: ['a', 'b'] }, { users: ['a'] }), 'removal', LESS],
  ['a volume after all', fields(SCC, { volumes: ['*'] }, { volumes: ['secret'] }), 'removal', LESS],
  ['all volumes', fields(SCC, { volumes: ['secret'] }, { volumes: ['*'] }), 'access', MORE],
  ['the same in another order', fields(SCC, { volumes: ['a', 'b'] }, { volumes: ['b', 'a'] }), 'change'],
  ['a capability that is not dropped', fields(SCC, { requiredDropCapabilities: ['ALL'] }, {}), 'access', MORE],
  [
    'any user',
    fields(SCC, { runAsUser: { type: 'MustRunAsRange' } }, { runAsUser: { type: 'RunAsAny' } }),
    'access',
    MORE,
  ],
  [
    'no root',
    fields(SCC, { runAsUser: { type: 'RunAsAny' } }, { runAsUser: { type: 'MustRunAsNonRoot' } }),
    'removal',
    LESS,
  ],
  ['a higher priority', fields(SCC, { priority: null }, { priority: 10 }), 'access', 'may be admitted by it'],
  ['a lower priority', fields(SCC, { priority: 10 }, {}), 'removal', 'by others'],
  ['a policy with the host', specs(PSP, { hostNetwork: false }, { hostNetwork: true }), 'access', MORE],
  [
    'a policy with any user',
    specs(PSP, { runAsUser: { rule: 'MustRunAs' } }, { runAsUser: { rule: 'RunAsAny' } }),
    'access',
    MORE,
  ],
  ['a policy with all paths', specs(PSP, { allowedHostPaths: [{ pathPrefix: '/a' }] }, {}), 'access', 'other paths'],
];

test.each(RISKY.map((row) => [row[0], row] as const))('%s', (_, row) => expectRisk(row));

test.each([
  ['groups', { groups: ['system:authenticated'] }, 'access'],
  ['nobody', { groups: [], users: null }, 'addition'],
])('new constraints for %s', (_, rest, risk) => {
  expect(compared([], [object(SCC, 'web', rest)])[0]?.risk).toBe(risk);
});
