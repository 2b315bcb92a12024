import type { ChartFacts } from '../../charts';
import { authProxy, opensearch } from '../../components';
import { OPENSEARCH_SERVICE, PLATFORM_OPENSEARCH } from '../../components/platform-opensearch';
import type { RemainingStep } from '../../gitops/gitops-cluster';

/**
 * What remains where Fluentd has no way to OpenSearch.
 * @param facts - what the resource states
 */
export function logsWithoutAuthProxy(facts: ChartFacts): RemainingStep | undefined {
  const stated = facts.text('fluentd', 'elasticsearchURL');
  const isOwn = ['', PLATFORM_OPENSEARCH.url].includes(stated) && facts.registration === undefined;
  if (!isOwn || facts.field('fluentd', 'oci') !== undefined) return undefined;
  return withoutAuthProxy(facts, {
    unit: 'charts/fluentd',
    what: 'Logs of Fluentd stay on the nodes',
    fix: '`components.fluentd.opensearchURL` and `opensearchSecret`',
  });
}

/**
 * What remains where Fluent Bit has none.
 * @param facts - what the resource states
 */
export function outputWithoutAuthProxy(facts: ChartFacts): RemainingStep | undefined {
  if (facts.registration !== undefined) return undefined;
  return withoutAuthProxy(facts, {
    unit: 'charts/fluentbit-opensearch-output',
    what: 'Logs of Fluent Bit stay on the nodes',
    fix: 'overrides `application` and `system` of `components.fluentbitOpensearchOutput`, each with `host`, `port`, and a login',
  });
}

/**
 * What remains where Jaeger has none.
 * @param facts - what the resource states
 */
export function tracesWithoutAuthProxy(facts: ChartFacts): RemainingStep | undefined {
  if (facts.registration !== undefined || !facts.isOn(opensearch.name)) return undefined;
  return withoutAuthProxy(facts, {
    unit: 'charts/jaeger-operator',
    what: 'Traces are lost',
    fix: 'override `jaeger.spec.storage.options.es.server-urls` of `components.jaegerOperator`, and Secret `verrazzano-jaeger-secret`',
  });
}

/** Logs and traces go through the auth proxy, which signs their senders in. */
function withoutAuthProxy(
  facts: ChartFacts,
  { unit, what, fix }: { readonly unit: string; readonly what: string; readonly fix: string },
): RemainingStep | undefined {
  if (facts.isOn(authProxy.name)) return undefined;
  return {
    title: `Send what ${unit.replace('charts/', '')} collects to OpenSearch itself`,
    when: 'before',
    unit,
    instructions: `The auth proxy is off, and with it Service \`${OPENSEARCH_SERVICE}\`, through which it writes. ${what} until an OpenSearch is named: ${fix}.`,
  };
}
