import { COMPONENTS } from '../../lib/components';
import { replacementOf } from '../../lib/components/replacements';
import { applicationVersion } from '../../lib/definition/application-version';
import { definitionVariant } from '../../lib/definition/definition-variant';
import { derivedVersions } from '../../lib/installer/maintained-charts';
import { versionLine } from '../../lib/definition/version-line';

const versionOf = (name: string): string | undefined =>
  applicationVersion(COMPONENTS.find((one) => one.name === name)!);

test.each([
  ['external-dns', '0.12.2'],
  ['velero', '1.9.1'],
  ['rancher-backup', '3.1.0'],
  ['fluentd', '1.14.5'],
  ['prometheus-pushgateway', '1.6.2'],
  ['mysql-operator', '8.0.32-2.0.8'],
  ['istio', '1.19.3'],
  ['cert-manager', '1.9.1'],
  ['verrazzano', '1.7.2'],
  ['verrazzano-authproxy', '1.7.2'],
  ['cluster-issuer', undefined],
])('%s runs in version %s', (name, version) => {
  expect(versionOf(name)).toBe(version);
});

test('versions of replacements begin at what runs', () => {
  const different = COMPONENTS.flatMap(({ name }) => {
    const { installedApp, movedWith } = replacementOf(name) ?? {};
    const version = versionOf(name);
    return installedApp === undefined || movedWith !== undefined || installedApp === version
      ? []
      : [`${name}: ${installedApp} is not ${version}`];
  });
  expect(different).toEqual([]);
});

test('a published chart runs the application of its version', () => {
  const different = COMPONENTS.flatMap((definition) => {
    const replacement = replacementOf(definition.name);
    // Prometheus has no version of its own in the chart of its operator; the image of the release stays in some charts.
    if (replacement === undefined || replacement.movedWith !== undefined) return [];
    const line = versionLine(replacement);
    return derivedVersions(line)
      .slice(-1)
      .flatMap((version) => {
        const variant = definitionVariant(definition, line, version);
        const found = applicationVersion(variant);
        // Some charts keep the image of the release.
        return variant.publishedImages === undefined || found === version.app
          ? []
          : [`${definition.name}: ${found} is not ${version.app}`];
      });
  });
  expect(different).toEqual([]);
});
