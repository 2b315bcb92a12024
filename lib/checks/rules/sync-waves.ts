import type { CheckedObject } from '../checked-object';
import { objectText } from '../checked-object';
import type { CheckContext } from '../context';
import type { Found } from '../finding';
import { annotationsOf } from '../inventory';
import type { Path } from '../../values/path';
import { referencesOf } from '../references';
import { targetsOf } from './dangling';
import { SYNC_OPTIONS_ANNOTATION } from '../../gitops/argo/sync-options';
import { SYNC_WAVE_ANNOTATION } from '../../gitops/wave';

const HOOK = 'argocd.argoproj.io/hook';
const DELETE_POLICY = 'argocd.argoproj.io/hook-delete-policy';
const HELM_HOOK = 'helm.sh/hook';
const HELM_WEIGHT = 'helm.sh/hook-weight';

/** Phases in their order; what is not a hook is applied in `Sync`. Source: Argo CD, "Sync Phases and Waves". */
const PHASES: readonly string[] = ['PreSync', 'Sync', 'PostSync'];

/** What annotations may say. Sources: Argo CD 2.8, "Resource Hooks" and "Sync Options". */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  [HOOK]: ['PreSync', 'Sync', 'Skip', 'PostSync', 'SyncFail', 'PostDelete', 'PreDelete'],
  [DELETE_POLICY]: ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'],
  [SYNC_OPTIONS_ANNOTATION]: [
    'Prune=false',
    'Prune=confirm',
    'Validate=false',
    'SkipDryRunOnMissingResource=true',
    'Delete=false',
    'Delete=confirm',
    'PruneLast=true',
    'Replace=true',
    'Force=true',
    'ServerSideApply=true',
    'ServerSideApply=false',
    'ApplyOutOfSyncOnly=true',
    'CreateNamespace=true',
    'FailOnSharedResource=true',
    'RespectIgnoreDifferences=true',
    'PrunePropagationPolicy=foreground',
    'PrunePropagationPolicy=background',
    'PrunePropagationPolicy=orphan',
    'Prune=true',
    'Validate=true',
    'Delete=true',
    'ClientSideApplyMigration=false',
  ],
};

/** Helm hooks as Argo CD takes them. Source: Argo CD, "Helm", section "Helm Hooks". */
const HELM_PHASES: Readonly<Record<string, string>> = {
  'crd-install': 'PreSync',
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'post-delete': 'PostDelete',
};

/** When an object is applied: a phase, and a wave in it. Undefined for one that a normal sync does not apply. */
interface Moment {
  readonly phase: number;
  readonly wave: number;
}

/** Objects that wait for one of a later wave or phase of the same sync, so that the sync never ends; and annotations that are not valid. */
export function syncWaveFindings(context: CheckContext): Found[] {
  const { inventory } = context;
  return inventory.objects.flatMap((object) => [
    ...annotationFindings(object),
    ...waits(object, context),
    ...namespaceOf(object, context),
    ...definitionOf(object, context),
  ]);
}

function annotationFindings(object: CheckedObject): Found[] {
  const annotations = annotationsOf(object.object);
  const base = { rule: 'argo-cd', severity: 'error', at: object } as const;
  const wave = annotations[SYNC_WAVE_ANNOTATION];
  const ofWave: Found[] =
    wave === undefined || /^[+-]?\d+$/.test(wave)
      ? []
      : [
          {
            ...base,
            path: at(SYNC_WAVE_ANNOTATION),
            message: 'is not a whole number; Argo CD takes it for 0',
            got: wave,
            fix: 'correct the wave',
          },
        ];
  const others = Object.entries(ALLOWED).flatMap(([key, allowed]) =>
    (annotations[key] ?? '')
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== '' && !allowed.includes(value))
      .map((got): Found => ({
        ...base,
        path: at(key),
        message: 'is not valid; Argo CD ignores it',
        got,
        allowed: allowed.join(', '),
        fix: 'correct it',
      })),
  );
  return [...ofWave, ...others];
}

/** References to objects of the same unit that are applied later. */
function waits(object: CheckedObject, context: CheckContext): Found[] {
  const own = momentOf(object);
  if (own === undefined) return [];
  return referencesOf(object).flatMap((reference) => {
    if (reference.waits === 'none') return [];
    const later = targetsOf(context, reference).filter((target) => isLater(own, target, object));
    return later.slice(0, 1).map((target) => finding(object, target, reference.path));
  });
}

/** The Namespace of an object, which must be there before. */
function namespaceOf(object: CheckedObject, { inventory }: CheckContext): Found[] {
  const own = momentOf(object);
  if (own === undefined || object.namespace === undefined) return [];
  const namespaces = inventory.named(object.scope, '', 'Namespace', undefined, object.namespace);
  const later = namespaces.filter((target) => isLater(own, target, object));
  return later.slice(0, 1).map((target) => finding(object, target, ['metadata', 'namespace']));
}

/** The definition of a custom kind. */
function definitionOf(object: CheckedObject, { inventory }: CheckContext): Found[] {
  const own = momentOf(object);
  if (own === undefined || !object.group.includes('.')) return [];
  const definitions = inventory.ofKind(object.scope, 'apiextensions.k8s.io', 'CustomResourceDefinition');
  const ownDefinition = definitions.filter(({ name, object: { spec } }) => {
    const names = (spec as { readonly names?: { readonly kind?: unknown } } | undefined)?.names;
    return name.endsWith(`.${object.group}`) && names?.kind === object.kind;
  });
  return ownDefinition
    .filter((target) => isLater(own, target, object))
    .slice(0, 1)
    .map((target) => finding(object, target, ['kind']));
}

function isLater(own: Moment, target: CheckedObject, { unit, scope }: CheckedObject): boolean {
  const other = momentOf(target);
  if (other === undefined || target.unit !== unit || target.scope !== scope) return false;
  return other.phase > own.phase || (other.phase === own.phase && other.wave > own.wave);
}

function finding(object: CheckedObject, target: CheckedObject, path: Path): Found {
  const [own, other] = [momentText(object), momentText(target)];
  const key = annotationsOf(object.object)[SYNC_WAVE_ANNOTATION] === undefined ? path : at(SYNC_WAVE_ANNOTATION);
  return {
    rule: 'sync-wave',
    severity: 'error',
    at: object,
    path: key,
    message: `is applied in ${own} and waits for ${objectText(target)}, which comes in ${other}: the sync would never end`,
    got: own,
    allowed: `${other} or later`,
    fix: 'let the other object come in the same wave or before',
  };
}

function momentText(object: CheckedObject): string {
  const moment = momentOf(object);
  return moment === undefined ? 'no sync' : `wave ${moment.wave} of ${PHASES[moment.phase]}`;
}

function momentOf({ object }: CheckedObject): Moment | undefined {
  const annotations = annotationsOf(object);
  const hooks = (annotations[HOOK] ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const helm = (annotations[HELM_HOOK] ?? '').split(',').map((each) => HELM_PHASES[each.trim()] ?? '');
  const phases = hooks.length > 0 ? hooks : annotations[HELM_HOOK] === undefined ? ['Sync'] : helm;
  const known = phases.map((phase) => PHASES.indexOf(phase)).filter((phase) => phase >= 0);
  if (known.length === 0) return undefined;
  const wave = Number(annotations[SYNC_WAVE_ANNOTATION] ?? annotations[HELM_WEIGHT] ?? '0');
  return { phase: known.reduce((a, b) => (a < b ? a : b)), wave: Number.isInteger(wave) ? wave : 0 };
}

function at(key: string): Path {
  return ['metadata', 'annotations', key];
}
