import { compared, expectRisk, fields, object, specs, type RiskRow } from './compared';

const VALIDATING = 'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration';
const MUTATING = 'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration';
const POLICY = 'kyverno.io/v1 ClusterPolicy';
const hook = (...rest: object[]): object => ({ webhooks: [{ name: 'a.io', ...Object.assign({}, ...rest) }] });
const service = (name: string): object => ({ clientConfig: { service: { name, namespace: 'shop' } } });
const rules = (...operations: string[]): object => ({
  rules: [{ operations, apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
});
const labelled = (key: string): object => ({ namespaceSelector: { matchExpressions: [{ key, operator: 'Exists' }] } });
const NEW = { name: 'b.io', ...service('b'), ...rules('CREATE') };
const both = (rest: object): object => ({ webhooks: [{ name: 'a.io' }, { ...NEW, ...rest }] });
const enforced = (validationFailureAction: string): object => ({ validationFailureAction });

const RISKY: readonly RiskRow[] = [
  [
    'it fails open',
    fields(VALIDATING, hook({ failurePolicy: 'Fail' }), hook({ failurePolicy: 'Ignore' })),
    'access',
    'does not answer',
  ],
  [
    'it fails closed',
    fields(VALIDATING, hook({ failurePolicy: 'Ignore' }), hook({ failurePolicy: 'Fail' })),
    'removal',
    'refused',
  ],
  [
    'fewer operations',
    fields(VALIDATING, hook(rules('CREATE', 'UPDATE')), hook(rules('CREATE'))),
    'access',
    'other requests',
  ],
  ['other namespaces', fields(MUTATING, hook(labelled('a')), hook(labelled('b'))), 'access', 'other requests'],
  ['another server', fields(MUTATING, hook(service('a')), hook(service('b'))), 'access', 'another server'],
  [
    'another certificate',
    fields(MUTATING, hook({ clientConfig: { caBundle: 'YQ==' } }), hook({ clientConfig: { caBundle: 'Yg==' } })),
    'removal',
    'certificate',
  ],
  ['exact versions', fields(VALIDATING, hook({}), hook({ matchPolicy: 'Exact' })), 'access', 'versions'],
  ['a webhook more', fields(VALIDATING, hook({}), both({})), 'removal', 'refused'],
  [
    'a webhook more that fails open',
    fields(VALIDATING, hook({}), both({ failurePolicy: 'Ignore' })),
    'removal',
    'may refuse',
  ],
  ['a webhook less', fields(VALIDATING, both({}), hook({})), 'access', 'other requests'],
  ['a slower webhook', fields(VALIDATING, hook({}), hook({ timeoutSeconds: 5 })), 'change'],
  [
    'a binding that only warns',
    specs(
      'admissionregistration.k8s.io/v1beta1 ValidatingAdmissionPolicyBinding',
      { policyName: 'a', validationActions: ['Deny'] },
      { policyName: 'a', validationActions: ['Warn'] },
    ),
    'access',
    'no longer refused',
  ],
  ['a policy that only reports', specs(POLICY, enforced('Enforce'), enforced('Audit')), 'access', 'no longer refused'],
  ['a policy that is enforced', specs(POLICY, enforced('Audit'), enforced('Enforce')), 'removal', 'refused'],
  [
    'an exclusion',
    specs(
      POLICY,
      { rules: [{ name: 'a' }] },
      { rules: [{ name: 'a', exclude: { any: [{ resources: { namespaces: ['b'] } }] } }] },
    ),
    'access',
    'other requests',
  ],
  [
    'a constraint that only warns',
    specs(
      'constraints.gatekeeper.sh/v1beta1 K8sRequiredLabels',
      { enforcementAction: 'deny' },
      { enforcementAction: 'dryrun' },
    ),
    'access',
    'no longer refused',
  ],
];

test.each(RISKY.map((row) => [row[0], row] as const))('%s', (_, row) => expectRisk(row));

test.each([
  ['a validating webhook', object(VALIDATING, 'web', { webhooks: [NEW] }), 'removal', 'refused'],
  [
    'one that fails open',
    object(VALIDATING, 'web', { webhooks: [{ ...NEW, failurePolicy: 'Ignore' }] }),
    'removal',
    'may refuse',
  ],
  ['a mutating webhook', object(MUTATING, 'web', { webhooks: [NEW] }), 'removal', 'refused'],
  ['an exception', object('kyverno.io/v2 PolicyException', 'web', { spec: { exceptions: [] } }), 'access', 'exception'],
])('%s is added', (_, added, risk, text) => {
  const [change] = compared([], [added]);
  expect([change?.risk, change?.reasons[0]?.text]).toEqual([risk, expect.stringContaining(text)]);
});

test.each([
  [VALIDATING, 'refused'],
  [MUTATING, 'changed in requests'],
  ['constraints.gatekeeper.sh/v1beta1 K8sRequiredLabels', 'refused'],
])('%s goes', (type, text) => {
  const [change] = compared([object(type, 'web')], []);
  expect([change?.risk, change?.reasons[0]?.text]).toEqual(['access', expect.stringContaining(text)]);
});
