import { canonicalJson } from '../../connectivity/manifest';
import { definitionVariant } from '../../definition/definition-variant';
import type { ChartSource } from '../../installer/chart-source';
import { Installer } from '../../installer/installer';
import { maintainedProblems } from '../../installer/step-problems';
import type { JsonObject, JsonValue } from '../../values/json';
import type { Adoption } from '../adopt/adopt';
import { sourceCall, sourceOf } from '../adopt/adopt-charts-installer';
import { adoptedPlatform } from '../adopt/adopt-platform';
import type { PlanProgram } from '../plan/plan-step';
import { stageObjects } from './stage-objects';

/** The program of an adopted platform at one point of its plan. */
export interface ProgramStage {
  /** Versions of published charts that it states, by component. */
  readonly versions: Readonly<Record<string, string>>;
  /** What runs by it, by the facts of its components. */
  readonly objects: readonly JsonObject[];
}

/**
 * The program that reproduces what runs.
 * @param adoption - what was read
 * @returns undefined when the resource has no effective form
 */
export function firstStage({ platform, charts }: Adoption): ProgramStage | undefined {
  if (platform === undefined) return undefined;
  return { versions: {}, objects: stageObjects(platform, charts === undefined) };
}

/**
 * The program after a change; its objects are the same list where nothing differs.
 * @param adoption - what was read
 * @param stage - the program before
 * @param program - what changes in it
 * @returns why it is not known, where it is not
 */
export function nextStage(adoption: Adoption, stage: ProgramStage, program: PlanProgram): ProgramStage | string {
  const change = 'component' in program ? { [program.component]: program.version } : {};
  if (maintainedProblems({ components: change }).length > 0) {
    return 'its published chart takes values that nothing derives: compare what it renders by `hop --before --after`';
  }
  const versions = { ...stage.versions, ...change };
  const { resource, cluster, estate, charts } = adoption;
  const source = (of: ProgramStage['versions']): ChartSource => sourceOf(sourceCall(charts ?? OF_RELEASE, of));
  const facts = (of: ProgramStage['versions']): string => factsOf(adoption, source(of));
  if ('component' in program && facts(versions) === facts(stage.versions)) {
    return { versions, objects: stage.objects };
  }
  const result = adoptedPlatform(resource, cluster.answers, estate, Installer.charts({ source: source(versions) }));
  if (!('platform' in result)) return 'the resource has no effective form';
  const objects = stageObjects(result.platform, false);
  return { versions, objects: canonicalJson(objects) === canonicalJson(stage.objects) ? stage.objects : objects };
}

/** What versions change of the components; labels with a version select no pods. */
function factsOf({ platform }: Adoption, source: ChartSource): string {
  return canonicalJson(
    (platform?.enabledComponents ?? []).flatMap((definition) => {
      const found = source.published(definition.name);
      if (found === undefined) return [];
      const { workloads = {}, services = {} } = definitionVariant(definition, found.line, found.version);
      return [[definition.name, workloads, services] as unknown as JsonValue];
    }),
  );
}

/** Charts of the release, by which a plan of the platform operator begins. */
const OF_RELEASE = { step: 'release', components: {}, release: undefined } as const;
