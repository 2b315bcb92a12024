import type { JsonObject } from '../../values/json';
import type { OamClusterState } from './cluster-state';
import type { Findings, OamFinding } from './finding';
import { nameOf, namespaceOf, referenceTo, type KubeObject } from './object';

/** What came of one application. */
export interface OamPart {
  /** Its objects; one that several applications share belongs to the first of them. */
  readonly objects: readonly JsonObject[];
  /** What is wrong with it, or not as one would expect. */
  readonly findings: readonly OamFinding[];
}

/** Which application each object and finding of a translation came up with first. */
export class Origins {
  private readonly objects = new Map<string, string>();
  private readonly findings = new Map<string, string>();

  /**
   * @param state - the cluster
   * @param found - the findings
   */
  constructor(
    private readonly state: OamClusterState,
    private readonly found: Findings,
  ) {}

  /**
   * Gives what came up since the last time to an application.
   * @param application - the ApplicationConfiguration; undefined where it is of none
   */
  assign(application: KubeObject | undefined): void {
    const origin = application === undefined ? '' : `${namespaceOf(application)}/${nameOf(application)}`;
    for (const key of this.state.writtenKeys) if (!this.objects.has(key)) this.objects.set(key, origin);
    for (const key of this.found.entries.keys()) if (!this.findings.has(key)) this.findings.set(key, origin);
  }

  /** The parts, by `namespace/name` of the application. */
  get parts(): ReadonlyMap<string, OamPart> {
    this.assign(undefined);
    const parts = new Map<string, { objects: JsonObject[]; findings: OamFinding[] }>();
    const partOf = (origin = ''): { objects: JsonObject[]; findings: OamFinding[] } => {
      const part = parts.get(origin) ?? { objects: [], findings: [] };
      parts.set(origin, part);
      return part;
    };
    for (const object of this.state.result) {
      partOf(this.objects.get(this.state.keyOf(referenceTo(object)))).objects.push(object as JsonObject);
    }
    for (const [key, finding] of this.found.entries) partOf(this.findings.get(key)).findings.push(finding);
    return parts;
  }
}
