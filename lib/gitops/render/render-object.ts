import type { ApiObject } from 'cdk8s';
import { Chart } from 'cdk8s';
import { DeliveryUnit } from '../delivery-unit';
import { groupOf, kindName } from '../kinds/kind-scope';
import type { KindTable } from '../kinds/kind-table';
import type { Problem } from '../../values/problem';
import { messageOf, problem } from '../problem';
import { metadataProblems, notFinite } from './check-metadata';
import { objectSecrets } from './check-secrets';
import type { CollectedObject } from './collect';
import { withoutDroppedFields } from './dropped-fields';
import type { Manifest, RenderedObject } from './rendered-object';
import { identityOf, withNamespace } from './rendered-object';
import { lostNulls, objectData } from './object-data';

/**
 * Renders one object and puts it into its namespace.
 *
 * @param problems - takes what is wrong
 * @returns undefined when the object cannot be rendered at all
 */
export function renderObject(
  { construct, path }: CollectedObject,
  unit: DeliveryUnit,
  kinds: KindTable,
  problems: string[],
): RenderedObject | undefined {
  const report = (text: Problem): unknown => problems.push(problem(path, text));
  let manifest: Manifest;
  try {
    manifest = objectData(construct) as Manifest;
  } catch (error) {
    report({ what: `the object cannot be rendered: ${messageOf(error)}` });
    return undefined;
  }
  if (typeof manifest.apiVersion !== 'string' || typeof manifest.kind !== 'string' || !manifest.metadata) {
    report({ what: 'the object lacks apiVersion, kind or metadata' });
    return undefined;
  }
  if (dependsOnLegacyHash(construct)) {
    report({
      what: 'the generated name depends on the environment variable CDK8S_LEGACY_HASH',
      got: construct.name,
      fix: 'give metadata.name, or unset the variable',
    });
  }
  if (hasLegacyAddress(manifest)) {
    report({
      what: 'the label cdk8s.io/metadata.addr of cdk8s-plus depends on the environment variable CDK8S_LEGACY_HASH',
      fix: 'unset the variable',
    });
  }
  for (const at of lostNulls(construct, manifest)) {
    const fix = 'leave it out, or make the object with ApiObject of cdk8s, which keeps null here';
    report({ what: `the field ${at} is null, and the class of the object leaves it out`, fix });
  }
  manifest = inNamespace(manifest, construct, unit, kinds, report);
  metadataProblems(manifest).forEach(report);
  notFinite(manifest).forEach((at) => report({ what: `the value at ${at} is not a finite number` }));
  objectSecrets(manifest, unit.props.allowSecrets).forEach(report);
  manifest = withoutDroppedFields(manifest);
  return { construct, path, manifest, id: identityOf(manifest) };
}

function inNamespace(
  manifest: Manifest,
  construct: ApiObject,
  unit: DeliveryUnit,
  kinds: KindTable,
  report: (text: Problem) => unknown,
): Manifest {
  const kind = { group: groupOf(manifest.apiVersion), kind: manifest.kind };
  const given = manifest.metadata.namespace || undefined;
  const namespaced = kinds.isNamespaced(kind);
  if (namespaced === undefined) {
    report({
      what: 'it is not known whether the kind is namespaced',
      got: kindName(kind),
      fix: 'name it in the prop kinds of the app, call app.declareKind(), or add its CustomResourceDefinition to the app',
    });
    return manifest;
  }
  if (namespaced) {
    const namespace = given ?? unit.props.namespace;
    if (namespace === undefined) {
      const fix = 'give metadata.namespace, or a namespace to the delivery unit';
      report({ what: 'the object has no namespace', got: kindName(kind), fix });
    }
    return withNamespace(manifest, namespace);
  }
  if (given !== undefined && given !== unit.props.namespace && given !== Chart.of(construct).namespace) {
    report({ what: `the kind ${kindName(kind)} is cluster-scoped and has a namespace`, got: given, fix: 'remove it' });
  }
  return withNamespace(manifest, undefined);
}

/** cdk8s-plus selects the pods of a workload by a hash that this variable changes. */
function hasLegacyAddress(manifest: Manifest): boolean {
  return Boolean(process.env.CDK8S_LEGACY_HASH) && JSON.stringify(manifest).includes('"cdk8s.io/metadata.addr"');
}

function dependsOnLegacyHash(construct: ApiObject): boolean {
  if (!process.env.CDK8S_LEGACY_HASH) return false;
  const chart = Chart.of(construct);
  return !DeliveryUnit.isDeliveryUnit(chart) && chart.generateObjectName(construct) === construct.name;
}
