import { chartValues, istioCharts } from '../../charts';
import { mysql } from '../../components';
import type { ComponentDefinition } from '../../definition/definition';
import type { Platform } from '../../definition/platform';
import { groupOf } from '../../gitops/kinds/kind-scope';
import type { Problem } from '../../values/problem';
import type { DeliveryPlan } from './delivery-plan';
import { identityProblems } from './identity-problems';
import { operatorOf } from './kind-owners';
import { unknownMysqlValues } from './objects/mysql';
import { rollingSecretProblems } from './rolling-secrets';
import { schemaProblems } from './schema-problems';

/** Operators that only the platform brings. The others, such as cert-manager, a cluster may have already. */
const OWN_OPERATORS: ReadonlySet<string> = new Set([
  'mysql-operator',
  'opensearch-operator',
  'verrazzano-monitoring-operator',
]);

/**
 * What cannot be delivered from charts as it is stated.
 * @param plan - the plan
 * @param platform - the profile
 */
export function deliveryProblems(plan: DeliveryPlan, platform: Platform): readonly Problem[] {
  return [
    ...(platform.isEnabled('istio') ? istioProblems(plan) : []),
    ...mysqlProblems(plan),
    ...opensearchProblems(plan),
    ...requirementProblems(plan, platform),
    ...schemaProblems(plan),
    ...identityProblems(plan, platform),
    ...rollingSecretProblems(plan),
  ];
}

function istioProblems({ facts }: DeliveryPlan): readonly Problem[] {
  const { unknown, unsupported } = istioCharts(facts);
  return [
    ...unknown.map(({ path, allowed }) => ({
      what: 'istioctl refuses a setting of components.istio',
      got: path,
      allowed: allowed.join(', '),
      fix: 'correct it, or leave it out',
    })),
    ...unsupported.map((setting) => ({
      what: 'the charts of Istio have no value for a setting of components.istio',
      got: setting,
      allowed: 'settings of spec.values and spec.meshConfig, and those of spec.components that have a chart value',
      fix: 'state it as chart value below spec.values, or leave it out',
    })),
  ];
}

function mysqlProblems({ facts, components }: DeliveryPlan): readonly Problem[] {
  if (!components.some(({ definition }) => definition.name === mysql.name)) return [];
  return unknownMysqlValues(chartValues(mysql, facts).values).map((key) => ({
    what: 'a chart value of components.keycloak.mysql has no effect: its InnoDBCluster is written without the chart',
    got: key,
    allowed: 'serverInstances, routerInstances, podSpec.affinity, serverConfig.mycnf, datadirVolumeClaimTemplate, ...',
    fix: 'leave it out, or patch the InnoDBCluster of unit objects/mysql',
  }));
}

/** The platform operator refuses such a cluster when it makes it. */
function opensearchProblems({ facts, components }: DeliveryPlan): readonly Problem[] {
  const isMade = components.some(({ definition: { name }, main }) => name === 'opensearch' && main.length > 0);
  if (!facts.isOn('opensearch') || isMade) return [];
  return [
    {
      what: 'components.opensearch has no node with role master and replicas',
      fix: 'give one of its nodes the role master, and one or more replicas',
    },
  ];
}

/** Requirements that are enabled, and that nothing delivers. */
function requirementProblems({ components, byHand }: DeliveryPlan, platform: Platform): readonly Problem[] {
  const delivered = new Set(components.map(({ definition }) => definition.name));
  const isMissing = (name: string): boolean => platform.isEnabled(name) && !delivered.has(name);
  const hard = components.flatMap(({ definition }) =>
    (definition.requires ?? []).filter(isMissing).map((needed) => missing(definition, needed, byHand)),
  );
  const operators = components.flatMap(({ definition, before, main, after }) => {
    const kinds = [...before, ...main, ...after].flatMap(({ objects = [] }) =>
      objects.map(({ apiVersion, kind }) => operatorOf(groupOf(apiVersion), kind)),
    );
    return [...new Set(kinds)]
      .filter((name) => name !== undefined && OWN_OPERATORS.has(name) && !delivered.has(name))
      .map((name) => missing(definition, name ?? '', byHand));
  });
  return [...hard, ...operators];
}

function missing({ name }: ComponentDefinition, needed: string, byHand: DeliveryPlan['byHand']): Problem {
  const reason = byHand.find(({ definition }) => definition.name === needed)?.reason;
  return {
    what: `component ${name} needs component ${needed}, which nothing delivers`,
    got: reason ?? 'it is off',
    fix: `enable ${needed} with values that can be delivered, or turn ${name} off`,
  };
}
