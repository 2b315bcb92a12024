import type { ChartFacts } from '../../charts';
import { clusterAPI } from '../../components';
import type { RemainingStep } from '../../gitops/gitops-cluster';
import type { ChartSource } from '../chart-source';
import { commands } from './commands';
import { providerOf, PROVIDERS, VARIABLES } from './objects/cluster-api';

/**
 * How a person installs Cluster API with clusterctl, as the platform operator does.
 * @param facts - images and overrides
 * @param source - where the manifests are
 */
export function clusterApiStep(facts: ChartFacts, source: ChartSource): RemainingStep {
  const folder = `$PWD/${source.pathOf('platform-operator/capi')}`;
  const providers = PROVIDERS.map((provider) => ({ ...provider, ...providerOf(facts, provider) }));
  const own = providers.filter(({ isOther }) => !isOther);
  return {
    title: 'Install Cluster API',
    when: 'after',
    instructions: [
      'Its providers are manifests with variables, which clusterctl fills in and moves to another namespace. With the manifests at hand, ' +
        "`render: 'git'` or a vendored source, they are files in Git in place of this step. " +
        `From ${source.origin}, with clusterctl 1.5:`,
      '',
      commands(
        'cat > clusterctl.yaml <<END',
        ...(own.length > 0 ? ['images:'] : []),
        ...own.flatMap(({ label, repository, tag }) => [
          `  ${label}:`,
          `    repository: ${repository}`,
          `    tag: ${tag}`,
        ]),
        'providers:',
        ...providers.flatMap(({ name, type, url, file }) => [
          `  - name: ${name}`,
          `    type: ${type}`,
          `    url: ${url ?? `${folder}/${file}`}`,
        ]),
        'END',
        `export ${Object.entries(VARIABLES)
          .map((pair) => pair.join('='))
          .join(' ')}`,
        `clusterctl init --config "$PWD/clusterctl.yaml" --target-namespace ${clusterAPI.namespace} \\`,
        ...providers.map(
          ({ flag, name, version }, at) => `  --${flag} ${name}:${version}${at === providers.length - 1 ? '' : ' \\'}`,
        ),
      ),
    ].join('\n'),
  };
}
