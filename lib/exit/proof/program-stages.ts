import { ChartSource } from '../../installer/chart-source';
import { Installer } from '../../installer/installer';
import { maintainedProblems } from '../../installer/step-problems';
import type { Profile } from '../../profile/profile';
import { canonicalJson } from '../../connectivity/manifest';
import { definitionVariant } from '../../definition/definition-variant';
import type { JsonObject, JsonValue } from '../../values/json';
import type { Adoption } from '../adopt/adopt';
import { adoptedPlatform } from '../adopt/adopt-platform';
import type { PlanProgram } from '../plan/plan-step';
import { stageObjects } from './stage-objects';

/** The objects of a program before and after a change of it; the same list where nothing differs. */
export interface ProgramStage {
  readonly before: readonly JsonObject[];
  readonly after: readonly JsonObject[];
}

/** The program of an adopted platform, step by step: what runs of it, by the facts of its components. */
export class ProgramStages {
  private readonly versions = new Map<string, string>();
  private known = '';
  private objects: readonly JsonObject[] | undefined;

  /** @param adoption - what was read */
  constructor(private readonly adoption: Adoption) {
    this.objects = adoption.platform === undefined ? undefined : stageObjects(adoption.platform, true);
  }

  /**
   * The next stage.
   * @param program - what changes in the program
   * @returns why it is not known, where it is not
   */
  next(program: PlanProgram): ProgramStage | string {
    const before = this.objects;
    if (before === undefined) return 'the resource has no effective form';
    if ('component' in program) {
      const { component, version } = program;
      if (maintainedProblems({ components: { [component]: version } }).length > 0) {
        return 'its published chart takes values that nothing derives: compare what it renders by `hop --before --after`';
      }
      this.versions.set(component, version);
      const facts = this.facts();
      if (facts === this.known) return { before, after: before };
      this.known = facts;
    }
    const platform = this.platform();
    if (platform === undefined) return 'the resource has no effective form';
    const made = stageObjects(platform, false);
    const after = canonicalJson(made) === canonicalJson(before) ? before : made;
    this.objects = after;
    return { before, after };
  }

  /** What the versions change of the components; labels with a version select no pods. */
  private facts(): string {
    const source = this.source();
    const definitions = this.adoption.platform?.enabledComponents ?? [];
    return canonicalJson(
      definitions.flatMap((definition) => {
        const found = source.published(definition.name);
        if (found === undefined) return [];
        const { workloads = {}, services = {} } = definitionVariant(definition, found.line, found.version);
        return [[definition.name, workloads, services] as unknown as JsonValue];
      }),
    );
  }

  private source(): ChartSource {
    return this.versions.size === 0
      ? ChartSource.release()
      : ChartSource.maintained({ step: 'release', components: Object.fromEntries(this.versions) });
  }

  private platform(): Profile | undefined {
    const { resource, cluster } = this.adoption;
    const result = adoptedPlatform(resource, cluster.answers, Installer.charts({ source: this.source() }));
    return 'platform' in result ? result.platform : undefined;
  }
}
