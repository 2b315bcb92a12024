import { HOSTS_FOLDER } from './names';
import { App, type IResolver } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { HealthCheck } from './argo/health';
import { argoCdSettings } from './argo/health';
import type { ArgoCdProps, Delivery, DeliverySettings, RepositoryProps } from './argo/settings';
import { deliverySettings } from './argo/settings';
import type { OutputCheck } from './output-check';
import type { KindScope } from './kinds/kind-scope';
import { KindTable } from './kinds/kind-table';
import { problem } from './problem';
import { provenanceMap } from './provenance/provenance-map';
import { traceConstructs, withoutTrace } from './provenance/trace';
import { writeMap } from './provenance/write-map';
import type { RolloutProps } from './argo/rings';
import type { RenderedApp, RenderInput } from './render/render-app';
import { renderApp } from './render/render-app';
import { withProgress } from './terminal/progress';
import { clusterSummary, summaryText, type SynthResult } from './terminal/summary';
import { printTable, terminalOf, type Terminal } from './terminal/terminal';
import type { ChangeCheck } from './write/output-change';
import { SynthCache } from './write/synth-cache';
import { healOutput, writeOutput } from './write/write-output';
import { requireShape } from '../values/shape/require-shape';

/** Properties of a `GitOpsApp`. */
export interface GitOpsAppProps {
  /** The Git repository that holds the output. */
  readonly repository: RepositoryProps;
  /** Name of the root Application and its AppProject, a DNS-1123 label. @default 'platform' */
  readonly name?: string;
  /** Output folder. The environment variable `CDK8S_OUTDIR` wins, which `cdk8s synth` sets. @default 'dist' */
  readonly outdir?: string;
  /** How Argo CD is set up. @default - in namespace argocd, automated, with health checks */
  readonly argoCd?: ArgoCdProps;
  /** Rings in which changes reach the clusters. @default - all clusters follow the revision of the repository */
  readonly rollout?: RolloutProps;
  /**
   * What delivers the output. Flux 2.3 or newer gets a Kustomization per unit in folder `flux` of each cluster, which waits for those of
   * the wave before, and a HelmRelease for each chart.
   * @default 'argo-cd'
   */
  readonly delivery?: Delivery;
  /** Writes a kustomization.yaml into the folder of each unit of objects, for `kubectl apply -k`. @default false */
  readonly kustomizations?: boolean;
  /** Scopes of custom kinds whose CustomResourceDefinitions are not in the app. @default - none */
  readonly kinds?: readonly KindScope[];
  /** What rewrites every object, such as the transforms of this package. @default - nothing */
  readonly resolvers?: readonly IResolver[];
  /**
   * Whether a synthesis prints nothing. Otherwise it shows on a terminal what it does when that takes more than a second, and then a table of
   * what was made, on standard error; in a pipe it never prints anything. The environment variable `CDK8S_VERRAZZANO_QUIET` has the same
   * meaning, with any value, where this is not set.
   * @default false
   */
  readonly quiet?: boolean;
  /**
   * Writes at each synthesis where every field of the output comes from, for `cdk8s-verrazzano why`: `true` writes it beside the output
   * folder, into `.provenance/`, which Git ignores; a string is the path of the file. The output is the same. The environment variable
   * `CDK8S_VERRAZZANO_PROVENANCE` has the same meaning, with 1 or a path, where this is not set.
   * @default false
   */
  readonly provenance?: boolean | string;
  /**
   * Whether a synthesis of 100 objects or more leaves what it has checked and written in `node_modules/.cache`, so that the next one recognises
   * unchanged objects. The output is the same with and without. The environment variable `CDK8S_VERRAZZANO_CACHE` with 0 or `false` has the same
   * meaning as `false`, where this is not set.
   * @default true
   */
  readonly cache?: boolean;
}

/** Options of a synthesis. */
export interface SynthOptions {
  /**
   * Names of the clusters to render, in which `*` is any text and `?` one character, such as `eu-*`; `argocd` is the root. Only their
   * folders are written, with the same bytes as by a whole synthesis, and nothing else is touched: several runs share a fleet. The
   * environment variable `CDK8S_ONLY` has the same meaning, with commas between the names, where this is not set.
   * @default - everything
   */
  readonly only?: readonly string[];
}

/**
 * A cdk8s app with an output for GitOps: one file per object in a folder per cluster and delivery unit, and the Argo CD
 * objects that deliver them. The same program gives the same bytes everywhere.
 *
 * ```text
 * argocd/<Kind>.<group>.<name>.yaml                                       the root: AppProject and Application per cluster
 * <cluster>/argocd/Application.argoproj.io.<name>.yaml                    one per delivery unit
 * <cluster>/<unit>/<namespace or _cluster>/<Kind>[.<group>].<name>.yaml
 * <cluster>/README.md, <cluster>/SHA256SUMS, argocd/SHA256SUMS
 * _host/argocd/argocd-cm.patch.yaml                                       settings that Argo CD needs
 * ```
 *
 * The root Application and its AppProject are applied by hand, once; they deliver everything else: the root the
 * Applications of the clusters, those the Applications of their units, wave by wave. A unit or a cluster that leaves the
 * program is no longer delivered, and what it delivered stays in the cluster: Applications of units have no finalizer.
 */
export class GitOpsApp extends App {
  /**
   * The app around a construct.
   * @param scope - any construct below the app
   * @throws Error when the root of the tree is another kind of app
   */
  static override of(scope: IConstruct): GitOpsApp {
    const { root } = scope.node;
    if (GitOpsApp.isGitOpsApp(root)) return root;
    const got = root.constructor.name;
    throw new Error(problem(scope.node.path, { what: 'the app is not a GitOpsApp', got, allowed: 'GitOpsApp' }));
  }

  /**
   * Tells whether a value is a `GitOpsApp`.
   * @param value - any value
   */
  static isGitOpsApp(value: unknown): value is GitOpsApp {
    return value instanceof GitOpsApp;
  }

  /** Settings of delivery with all defaults filled in. @internal */
  readonly delivery: DeliverySettings;

  private readonly kinds = new KindTable();
  private readonly healthChecks: HealthCheck[] = [];
  private readonly checks: OutputCheck[] = [];
  private readonly terminal: Terminal | undefined;
  private readonly stated: GitOpsAppProps;
  private readonly provenance: boolean | string;
  private readonly changeChecks: ChangeCheck[] = [];
  private readonly isCached: boolean;

  /** @throws Error when a prop is malformed */
  constructor(props: GitOpsAppProps) {
    requireShape('GitOpsAppProps', props, 'GitOpsApp');
    super({
      outdir: process.env.CDK8S_OUTDIR || props.outdir || 'dist',
      recordConstructMetadata: false,
      resolvers: [...(props.resolvers ?? [])],
    });
    this.stated = props;
    this.provenance = props.provenance ?? provenanceFromEnvironment();
    if (this.provenance !== false) traceConstructs(this);
    this.delivery = deliverySettings(props.name ?? 'platform', props.repository, props);
    for (const kind of props.kinds ?? []) this.declareKind(kind);
    this.isCached = props.cache ?? !['0', 'false'].includes(process.env.CDK8S_VERRAZZANO_CACHE ?? '');
    const isQuiet = props.quiet ?? Boolean(process.env.CDK8S_VERRAZZANO_QUIET);
    this.terminal = isQuiet ? undefined : terminalOf(process.stderr, process.env);
  }

  /**
   * Says whether a custom kind is namespaced. A kind may be declared several times.
   *
   * @throws Error when the kind is known with the other scope
   */
  declareKind(kind: KindScope): void {
    this.kinds.declare('', kind);
  }

  /**
   * Tells Argo CD the health of a custom kind. The same check may be declared several times.
   *
   * @throws Error when the kind has another check
   * @internal
   */
  declareHealthCheck(check: HealthCheck): void {
    const isKnown = this.healthChecks.some(
      ({ group, kind, lua }) => group === check.group && kind === check.kind && lua === check.lua,
    );
    if (isKnown) return;
    argoCdSettings([...this.healthChecks, check]);
    this.healthChecks.push(check);
  }

  /**
   * Adds a check of all objects, which runs at every synthesis before anything is written.
   *
   * @param check - the check
   * @internal
   */
  addOutputCheck(check: OutputCheck): void {
    this.checks.push(check);
  }

  /**
   * Adds a check of files that an earlier run wrote and this one changes, which runs at `synth()` before anything is written.
   *
   * @param check - the check
   * @internal
   */
  addChangeCheck(check: ChangeCheck): void {
    this.changeChecks.push(check);
  }

  /**
   * Validates and renders the app in memory; writes nothing.
   *
   * @param options - what is rendered
   * @returns path below `outdir` (forward slashes) to content, sorted by path
   * @throws Error that lists every problem
   */
  render(options: SynthOptions = {}): ReadonlyMap<string, string> {
    const { files } = this.rendered(options.only ?? onlyFromEnvironment());
    return new Map([...files].map(([path, { content }]) => [path, content]));
  }

  /**
   * Renders the app and makes `outdir` hold the result: unchanged files are left alone, files of removed objects are deleted,
   * files that the tool did not write stay. What an interrupted run has left is undone first.
   *
   * @param options - what is rendered and written
   * @returns what was written, changed and removed, cluster by cluster; `resultText()` lists the files, `summaryText()` counts
   * @throws Error that lists every problem; the old output is whole then
   */
  override synth(options: SynthOptions = {}): SynthResult {
    healOutput(this.outdir);
    const check: ChangeCheck = (changes) => {
      const found = this.changeChecks.map((each) => each(changes));
      return { errors: found.flatMap(({ errors }) => errors), notices: found.flatMap(({ notices }) => notices) };
    };
    const { only = onlyFromEnvironment() } = options;
    const result = withProgress(this.terminal, (onStep) => {
      const cache = new SynthCache(this.outdir, this.isCached);
      const { files, isSelected, clusters, origins } = this.rendered(only, { onStep, cache: () => cache.open() });
      onStep(`compares ${files.size} files`);
      const written = writeOutput(this.outdir, files, { isSelected, check, states: cache.states });
      if (this.provenance !== false) {
        onStep('writes the provenance');
        const map = provenanceMap({
          root: this,
          props: this.stated,
          outdir: written.outdir,
          files,
          origins: origins(),
        });
        writeMap(map, written.outdir, this.provenance === true ? undefined : this.provenance);
      }
      cache.save(only !== undefined);
      return { ...written, clusters: clusters.map(clusterSummary) };
    });
    if (this.terminal !== undefined) printTable(this.terminal, summaryText(result));
    return result;
  }

  /** All objects of the output as YAML documents, in order of their paths. */
  override synthYaml(): string {
    return [...this.render()]
      .filter(([path]) => path.endsWith('.yaml') && !path.startsWith(`${HOSTS_FOLDER}/`))
      .map(([, content]) => content)
      .join('');
  }

  private rendered(
    only: readonly string[] | undefined,
    during: Pick<RenderInput, 'onStep' | 'cache'> = {},
  ): RenderedApp {
    const { delivery: settings, kinds, healthChecks, checks } = this;
    const input = { settings, kinds, healthChecks, checks, only, ...during };
    return withoutTrace(this, () => renderApp(this, input));
  }
}

function onlyFromEnvironment(): readonly string[] | undefined {
  const names = (process.env.CDK8S_ONLY ?? '').split(',').map((name) => name.trim());
  const given = names.filter((name) => name !== '');
  return given.length === 0 ? undefined : given;
}

function provenanceFromEnvironment(): boolean | string {
  const value = process.env.CDK8S_VERRAZZANO_PROVENANCE;
  if (value === undefined || ['', '0', 'false'].includes(value)) return false;
  return ['1', 'true'].includes(value) ? true : value;
}
