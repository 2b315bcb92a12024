import { diffFields } from '../../lib/checks/diff/diff-fields';
import { fieldReasons } from '../../lib/checks/diff/field-risks';
import { isVersionLabel } from '../../lib/values/version-label';

test.each(['helm.sh/chart', 'app.kubernetes.io/version', 'app.kubernetes.io/managed-by', 'chart', 'heritage'])(
  '%s changes with every version',
  (key) => expect(isVersionLabel(key)).toBe(true),
);

test.each(['app', 'version', 'app.kubernetes.io/name', 'tier', 'charts', ''])('%s does not', (key) =>
  expect(isVersionLabel(key)).toBe(false),
);

test('such a label of pods is no risk for what selects them, and another one is', () => {
  const risks = (key: string): string[] => {
    const template = (value: string) => ({
      spec: { template: { metadata: { labels: { app: 'web', [key]: value } } } },
    });
    return fieldReasons('apps/Deployment', diffFields(template('1'), template('2'))).map(({ risk }) => risk);
  };
  expect(risks('app.kubernetes.io/version')).toEqual(['rollout']);
  expect(risks('chart')).toEqual(['rollout']);
  expect(risks('tier')).toEqual(['selector']);
  expect(risks('example.com/version')).toEqual(['selector']);
});
