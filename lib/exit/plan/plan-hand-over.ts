import { listAt, nameOf, namespaceOf, textAt, textsAt } from '../../connectivity/manifest';
import { TRACKING_ID } from '../../gitops/argo/tracking-id';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Adoption } from '../adopt/adopt';
import { describeObject, type DumpObject } from '../dump/dump';
import { about, byHand, DELETE, UNFINALIZE } from './plan-commands';
import { PLATFORM, type PlanFacts } from './plan-facts';
import type { PlanChange, PlanRule, PlanStep } from './plan-step';

/** How a platform that something delivers already changes over to the units of the program. */
export const HAND_OVER_STEPS: ReadonlyArray<PlanRule<PlanFacts>> = [handOver];

/** Finalizers of Argo CD delete what the Application delivers; Flux uninstalls the release unless it is suspended. */
const SUSPEND = ['patch', `--type=merge -p '{"spec":{"suspend":true}}'`] as const;

function handOver({ adoption, applications }: PlanFacts): PlanStep | undefined {
  const found = delivering(adoption).filter((one) => !applications.includes(nameOf(one)));
  if (found.length === 0) return undefined;
  const makers = [...new Set(found.flatMap((one) => makersOf(one, adoption)))].sort(compare);
  const stopped = found.map((one) => about(describeObject(one), isFlux(one) ? SUSPEND : UNFINALIZE));
  return {
    id: 'hand-over-delivery',
    phase: 'deliver',
    title: 'Let go of what delivers the platform now, and keep what it delivers',
    why: 'Two that deliver one object undo what the other has done. What is deleted in this way leaves everything in the cluster.',
    commands: [
      ...(makers.length > 0
        ? [
            byHand(
              `These make them again: take them out there first, without deleting what they deliver: ${makers.join(', ')}`,
            ),
          ]
        : []),
      ...stopped,
      ...found.map((one) => about(describeObject(one), DELETE)),
    ],
    changes: found.flatMap((one): PlanChange[] => [
      ...(isFlux(one) ? [] : [{ verb: 'unfinalize', object: describeObject(one) } as const]),
      { verb: 'orphan', object: describeObject(one) },
    ]),
    verify: ['`kubectl get pods -A` shows that no pod ended or is new.'],
    rollback: 'Apply them again from before.json: they take the same objects over.',
    needs: ['commit-program'],
  };
}

function isFlux({ kind }: DumpObject): boolean {
  return kind !== 'Application';
}

/** Applications and HelmReleases with charts of the platform, and Applications that track objects of its namespaces. */
function delivering({ dump, charts }: Adoption): readonly DumpObject[] {
  if (charts === undefined) return [];
  const all = [...dump.list('Application', 'argoproj.io'), ...dump.list('HelmRelease', 'helm.toolkit.fluxcd.io')];
  const tracked = new Set(
    dump.objects.filter((one) => PLATFORM.has(namespaceOf(one))).flatMap((one) => trackedBy(one) ?? []),
  );
  const idsOf = (one: DumpObject): string[] => [
    nameOf(one),
    `${namespaceOf(one)}_${nameOf(one)}`,
    `${textAt(one, 'spec', 'destination', 'namespace')}/${nameOf(one)}`,
  ];
  return all.filter((one) => {
    const isTracking = !isFlux(one) && idsOf(one).some((id) => tracked.has(id));
    return isTracking || charts.deliverers.includes(describeObject(one));
  });
}

/** Id of the Application that tracks an object, by annotation, or by Argo CD's default label, which charts use too: in one namespace. */
function trackedBy(object: JsonObject): string | undefined {
  const annotation = textsAt(object, 'metadata', 'annotations')[TRACKING_ID];
  const label = textsAt(object, 'metadata', 'labels')['app.kubernetes.io/instance'];
  return annotation?.split(':')[0] ?? (label === undefined ? undefined : `${namespaceOf(object)}/${label}`);
}

/** What would make an Application or HelmRelease again. */
function makersOf(object: DumpObject, { dump }: Adoption): string[] {
  const owners = listAt(object, 'metadata', 'ownerReferences')
    .filter(isJsonObject)
    .map((owner) => `${textAt(owner, 'kind')} ${namespaceOf(object)}/${textAt(owner, 'name')}`);
  const parent = textsAt(object, 'metadata', 'annotations')[TRACKING_ID]?.split(':')[0];
  const labels = textsAt(object, 'metadata', 'labels');
  const [name, namespace] = ['name', 'namespace'].map((key) => labels[`kustomize.toolkit.fluxcd.io/${key}`]);
  const isKnown = parent !== undefined && dump.list('Application', 'argoproj.io').some((one) => nameOf(one) === parent);
  return [
    ...owners,
    ...(isKnown ? [`Application ${parent}`] : []),
    ...(name === undefined ? [] : [`Kustomization ${namespace}/${name}`]),
  ];
}
