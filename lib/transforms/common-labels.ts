import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import { labelProblems } from '../values/names';
import type { Problem } from '../values/problem';
import { throwProblems } from '../values/problem';
import type { Edit } from './edit';
import type { Path } from '../values/path';
import { pathText, valueAtPath } from '../values/path';
import { ManifestTransform, type TransformResult } from './manifest-transform';
import { podSpecsOf } from './pod-specs';
import { requireShape } from '../values/shape/require-shape';

/** Properties of {@link CommonLabels}. */
export interface CommonLabelsProps {
  /** Labels by key. */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * Whether pod templates get them too.
   * @default false
   */
  readonly includeTemplates?: boolean;
}

/**
 * Gives every object labels; another value of the same key is replaced. Selectors are never changed, as those of workloads
 * are immutable.
 *
 * Problem: a pod template whose workload selects it by another value of the same key.
 */
export class CommonLabels extends ManifestTransform {
  /**
   * @param props - the labels and where they go
   * @throws Error when there are none, or one is malformed
   */
  constructor(private readonly props: CommonLabelsProps) {
    requireShape('CommonLabelsProps', props, 'CommonLabels');
    super();
    const isEmpty = Object.keys(props.labels).length === 0;
    throwProblems(
      [...labelProblems('labels', props.labels), ...(isEmpty ? [{ what: 'labels is empty', got: props.labels }] : [])],
      'CommonLabels',
    );
  }

  /** {@inheritDoc ManifestTransform.resultFor} @internal */
  override resultFor(manifest: JsonObject): TransformResult {
    const templates = this.props.includeTemplates === true ? templatesOf(manifest) : [];
    return {
      edits: [['metadata'], ...templates].flatMap((metadata) => this.editsAt(manifest, metadata)),
      problems: templates.flatMap((metadata) => this.problemsAt(manifest, metadata)),
    };
  }

  private editsAt(manifest: JsonObject, metadata: Path): Edit[] {
    return Object.entries(this.props.labels).flatMap(([key, value]) => {
      const path = [...metadata, 'labels', key];
      return valueAtPath(manifest, path) === value ? [] : [{ path, value }];
    });
  }

  /** The selector of a workload is beside its template. */
  private problemsAt(manifest: JsonObject, metadata: Path): Problem[] {
    const at = [...metadata.slice(0, -2), 'selector'];
    const selector = valueAtPath(manifest, at);
    if (!isJsonObject(selector)) return [];
    const labels: JsonValue | undefined = selector.matchLabels ?? selector;
    if (!isJsonObject(labels)) return [];
    return Object.entries(this.props.labels).flatMap(([key, value]) => {
      const selected = labels[key];
      if (typeof selected !== 'string' || selected === value) return [];
      const what = `${pathText(at)} selects another value of the label ${key}`;
      return [{ what, got: value, allowed: selected, fix: 'use another label, or leave the templates out' }];
    });
  }
}

function templatesOf(manifest: JsonObject): Path[] {
  return podSpecsOf(manifest).flatMap(({ metadata }) =>
    metadata === undefined || metadata.length === 1 ? [] : [metadata],
  );
}
