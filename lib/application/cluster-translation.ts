import type { IConstruct } from 'constructs';
import { GitOpsCluster } from '../gitops/gitops-cluster';
import type { JsonObject } from '../values/json';
import { clusterObjects } from './cluster-objects';
import { renderingFindings, translateOam, type OamInput } from './oam/convert';
import type { OamFinding } from './oam/finding';
import type { OamPart } from './oam/origins';

/** What a translation reads of an application. */
export interface TranslatedApplication extends IConstruct {
  /** Name of the ApplicationConfiguration. */
  readonly applicationName: string;
  /** Its namespace; undefined where nothing states one. */
  readonly namespace: string | undefined;
  /** Whether mistakes of release 1.7.2 are repeated. */
  readonly asUpstream: boolean;
  /** Objects of the cluster that the program does not make. */
  readonly context: readonly JsonObject[];
  /** Components and ApplicationConfiguration. */
  readonly oamManifests: readonly JsonObject[];
  /** What it becomes. */
  readonly kubernetesManifests: readonly JsonObject[];
}

const NOTHING: OamPart = { objects: [], findings: [] };

const TRANSLATIONS = new WeakMap<IConstruct, ClusterTranslation>();

/**
 * The translation of all applications of a cluster at once, since they share names, hosts and objects. It is made when it is first
 * asked for, and again after a change.
 */
export class ClusterTranslation {
  /**
   * The translation of the cluster of a construct, or of the app where there are no clusters.
   * @param construct - the construct
   */
  static of(construct: IConstruct): ClusterTranslation {
    const top = GitOpsCluster.of(construct) ?? construct.node.root;
    const translation = TRANSLATIONS.get(top) ?? new ClusterTranslation(top);
    TRANSLATIONS.set(top, translation);
    return translation;
  }

  private readonly applications = new Map<TranslatedApplication, () => void>();
  private readonly made: JsonObject[] = [];
  private readonly listeners: Array<() => void> = [];
  private readonly parts = new Map<boolean, ReadonlyMap<string, OamPart>>();
  private rendered: ReadonlyMap<string, readonly OamFinding[]> | undefined;

  private constructor(private readonly top: IConstruct) {}

  /**
   * Adds an application.
   * @param application - the application
   * @param changed - called when its objects may have changed
   */
  add(application: TranslatedApplication, changed: () => void): void {
    this.applications.set(application, changed);
    this.invalidate();
  }

  /** The applications in a namespace, in the order in which they were added. */
  applicationsIn(namespace: string): readonly TranslatedApplication[] {
    return [...this.applications.keys()].filter((each) => (each.namespace ?? 'default') === namespace);
  }

  /** Adds an object of the cluster that the program makes. */
  addContext(object: JsonObject): void {
    this.made.push(object);
    this.invalidate();
  }

  /** Calls something after each change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Says that an application, or what decides about it, has changed. */
  invalidate(): void {
    this.parts.clear();
    this.rendered = undefined;
    for (const changed of [...this.applications.values(), ...this.listeners]) changed();
  }

  /**
   * What an application becomes.
   * @param application - the application
   */
  partOf(application: TranslatedApplication): OamPart {
    const { asUpstream } = application;
    const parts = this.parts.get(asUpstream) ?? translateOam({ ...this.input, corrected: !asUpstream }).byApplication;
    this.parts.set(asUpstream, parts);
    return parts.get(keyOf(application)) ?? NOTHING;
  }

  /**
   * Why an application cannot be rendered by the OAM runtime, such as a parameter without value.
   * @param application - the application
   */
  renderingErrors(application: TranslatedApplication): readonly OamFinding[] {
    this.rendered ??= renderingFindings(this.input);
    return (this.rendered.get(keyOf(application)) ?? []).filter(({ severity }) => severity === 'error');
  }

  private get input(): OamInput {
    const all = [...this.applications.keys()];
    return {
      objects: all.flatMap(({ oamManifests }) => oamManifests),
      // What a user states wins over what follows from the program.
      context: [...clusterObjects(this.top), ...this.made, ...all.flatMap(({ context }) => context)],
    };
  }
}

function keyOf({ namespace = 'default', applicationName }: TranslatedApplication): string {
  return `${namespace}/${applicationName}`;
}
