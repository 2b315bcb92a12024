import type { ApiObject } from 'cdk8s';
import { Chart } from 'cdk8s';
import { DeliveryUnit } from '../delivery-unit';
import { groupOf, kindName } from '../kinds/kind-scope';
import type { KindTable } from '../kinds/kind-table';
import type { Problem } from '../../values/problem';
import { messageOf, problem } from '../problem';
import type { AllowedSecret } from '../secrets';
import { metadataProblems, notFinite } from './check-metadata';
import { objectSecrets } from './check-secrets';
import type { CollectedObject } from './collect';
import type { Manifest } from './rendered-object';
import { withNamespace } from './rendered-object';
import { isSettled, lostNulls, objectData, resolversOf, type Resolvers } from './object-data';

/** An object as data in its namespace. */
export interface PreparedObject extends CollectedObject {
  readonly manifest: Manifest;
  /** Whether the manifest is known to be nothing but data. */
  readonly isData: boolean;
}

/** What the objects of a unit have in common. */
interface UnitContext {
  readonly unit: DeliveryUnit;
  readonly kinds: KindTable;
  /** Those of the app. */
  readonly resolvers: Resolvers;
  /** Whether the environment sets `CDK8S_LEGACY_HASH`. */
  readonly isLegacy: boolean;
}

/** What the objects of a unit have in common, looked up once. */
export function unitContext(unit: DeliveryUnit, kinds: KindTable): UnitContext {
  return { unit, kinds, resolvers: resolversOf(unit), isLegacy: Boolean(process.env.CDK8S_LEGACY_HASH) };
}

/**
 * The data of an object, in its namespace.
 *
 * @param context - what the objects of its unit have in common
 * @param problems - takes what is wrong with the construct; what is wrong with the data is found later
 * @returns undefined when the object cannot be rendered at all
 */
export function preparedObject(
  { construct, path }: CollectedObject,
  context: UnitContext,
  problems: string[],
): PreparedObject | undefined {
  const report = (text: Problem): unknown => problems.push(problem(path, text));
  let manifest: Manifest;
  try {
    manifest = objectData(construct, context.resolvers) as Manifest;
  } catch (error) {
    report({ what: `the object cannot be rendered: ${messageOf(error)}` });
    return undefined;
  }
  if (typeof manifest.apiVersion !== 'string' || typeof manifest.kind !== 'string' || !manifest.metadata) {
    report({ what: 'the object lacks apiVersion, kind or metadata' });
    return undefined;
  }
  if (context.isLegacy) for (const each of legacyProblems(construct, manifest)) report(each);
  for (const at of lostNulls(construct, manifest)) {
    const fix = 'leave it out, or make the object with ApiObject of cdk8s, which keeps null here';
    report({ what: `the field ${at} is null, and the class of the object leaves it out`, fix });
  }
  const isData = isSettled(construct, context.resolvers);
  return { construct, path, manifest: inNamespace(manifest, construct, context, report), isData };
}

/**
 * What is wrong with the data of an object, which follows from the data alone.
 *
 * @param manifest - the object in its namespace
 * @param isFinite - whether all its numbers are known to be finite
 * @param allowed - what may be written though it looks like a secret
 */
export function manifestProblems(
  manifest: Manifest,
  isFinite: boolean,
  allowed: readonly AllowedSecret[] = [],
): Problem[] {
  return [
    ...metadataProblems(manifest),
    ...(isFinite ? [] : notFinite(manifest)).map((at) => ({ what: `the value at ${at} is not a finite number` })),
    ...objectSecrets(manifest, allowed),
  ];
}

function inNamespace(
  manifest: Manifest,
  construct: ApiObject,
  { unit, kinds }: UnitContext,
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

/** What depends on the environment variable `CDK8S_LEGACY_HASH`, which is set. */
function legacyProblems(construct: ApiObject, manifest: Manifest): Problem[] {
  const chart = Chart.of(construct);
  const isGenerated = !DeliveryUnit.isDeliveryUnit(chart) && chart.generateObjectName(construct) === construct.name;
  return [
    ...(isGenerated
      ? [
          {
            what: 'the generated name depends on the environment variable CDK8S_LEGACY_HASH',
            got: construct.name,
            fix: 'give metadata.name, or unset the variable',
          },
        ]
      : []),
    // cdk8s-plus selects the pods of a workload by a hash that this variable changes.
    ...(JSON.stringify(manifest).includes('"cdk8s.io/metadata.addr"')
      ? [
          {
            what: 'the label cdk8s.io/metadata.addr of cdk8s-plus depends on the environment variable CDK8S_LEGACY_HASH',
            fix: 'unset the variable',
          },
        ]
      : []),
  ];
}
